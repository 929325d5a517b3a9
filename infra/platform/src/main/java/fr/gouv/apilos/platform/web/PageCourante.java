package fr.gouv.apilos.platform.web;

import fr.gouv.apilos.platform.environment.Environnement;
import fr.gouv.apilos.platform.security.Identite;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** What the layout needs of every page, read in templates as the bean {@code page}. */
public final class PageCourante {

    /** Cookie that keeps the colours chosen by the reader. */
    public static final String TEMOIN = "theme";

    /** Values of the cookie; without one of them the page follows the system. */
    public static final List<String> THEMES = List.of("light", "dark");

    private final Environnement environnement;
    private final IdentiteDePage lecteur;
    private final MenuDePage menu;

    PageCourante(Environnement environnement, IdentiteDePage lecteur, MenuDePage menu) {
        this.environnement = environnement;
        this.lecteur = lecteur;
        this.menu = menu;
    }

    /** One entry of the main menu. */
    public record Entree(String code, String libelle, String href) {}

    /** Who reads, or null before sign-in. */
    public @Nullable Identite identite() {
        return lecteur.courante().orElse(null);
    }

    /** Entries of the main menu the reader may open. */
    public List<Entree> menu() {
        var identite = identite();
        if (identite == null) {
            return List.of();
        }
        var entrees = new ArrayList<Entree>();
        entrees.add(new Entree("conventions", "Conventions", "/conventions/recherche"));
        entrees.add(new Entree("operations", "Opérations", "/operations"));
        entrees.add(new Entree("parametres", "Paramètres", "/apilos_settings/"));
        return entrees;
    }

    /** The menu shared with SIAP and the ways back to it (04 R72), or null: nobody signed in, or no word of SIAP. */
    public @Nullable MenuCommun menuCommun() {
        return identite() == null ? null : menu.courant().orElse(null);
    }

    /** Entries of the side menu of the settings the reader may open, whatever service shows the page (ux P14). */
    public List<Entree> parametres() {
        var identite = identite();
        if (identite == null) {
            return List.of();
        }
        var entrees = new ArrayList<Entree>();
        if (identite.aPermission("bailleur.view_bailleur")) {
            entrees.add(new Entree("bailleurs", "Bailleurs", "/apilos_settings/bailleurs/"));
        }
        if (identite.aPermission("administration.view_administration")) {
            entrees.add(new Entree("administrations", "Administrations", "/apilos_settings/administrations/"));
        }
        if (voitDesComptes(identite)) {
            entrees.add(new Entree("utilisateurs", "Utilisateurs", "/apilos_settings/users/"));
        }
        if (identite.staff() || identite.superuser()) {
            entrees.add(new Entree("audit", "Audit des comptes", "/apilos_settings/audit/"));
            entrees.add(new Entree("delegataires", "Gestion des délégataires", "/apilos_settings/delegataires/"));
            entrees.add(new Entree("transferts", "Fusions et transferts", "/apilos_settings/transferts/"));
            entrees.add(new Entree("imports", "Imports", "/apilos_settings/imports/"));
            entrees.add(new Entree("modeles", "Modèles de documents", "/apilos_settings/modeles/"));
        }
        entrees.add(new Entree("indices", "Indices de loyer", "/apilos_settings/indices/"));
        entrees.add(new Entree("profil", "Mon profil", "/apilos_settings/profile/"));
        return entrees;
    }

    /** Who acts for an entity sees those who do too; the support team sees everybody (04 §6.7). */
    private static boolean voitDesComptes(Identite identite) {
        return identite.staff()
                || identite.superuser()
                || !identite.bailleurs().isEmpty()
                || !identite.administrations().isEmpty();
    }

    /** Title of the window: object, then product. */
    public String titre(String titre) {
        return titre + " — APiLos";
    }

    /** Colour scheme chosen by the reader, in the cookie {@code theme}; the system's by default. */
    public String theme() {
        if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributs) {
            var cookies = attributs.getRequest().getCookies();
            if (cookies != null) {
                for (var cookie : cookies) {
                    if (cookie.getName().equals(TEMOIN) && THEMES.contains(cookie.getValue())) {
                        return cookie.getValue();
                    }
                }
            }
        }
        return "system";
    }

    /** Name of the environment to warn about, or null in production. */
    public @Nullable String environnementAffiche() {
        return environnement.estProduction() ? null : environnement.nom();
    }
}
