package fr.gouv.apilos.document.modele;

import fr.gouv.apilos.document.modele.GestionDesModeles.Etat;
import fr.gouv.apilos.document.modele.GestionDesModeles.Modele;
import fr.gouv.apilos.document.modele.GestionDesModeles.Situee;
import fr.gouv.apilos.document.modele.VersionsDeModele.Origine;
import fr.gouv.apilos.platform.antivirus.ControleAntivirus;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.error.ErreurMetier.ErreurDeChamp;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.web.Annonce;
import fr.gouv.apilos.platform.web.Badge;
import fr.gouv.apilos.platform.web.Champ;
import fr.gouv.apilos.platform.web.Definition;
import fr.gouv.apilos.platform.web.Evenement;
import fr.gouv.apilos.platform.web.Formats;
import fr.gouv.apilos.platform.web.Lien;
import fr.gouv.apilos.platform.web.SaisieDeDate;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The models of documents, for the support team alone. */
@Controller
@RequestMapping("/apilos_settings/modeles")
class ModelesPageController {

    static final MediaType WORD =
            MediaType.parseMediaType("application/vnd.openxmlformats-officedocument.wordprocessingml.document");

    private static final String RACINE = "/apilos_settings/modeles/";
    private static final Lien PARAMETRES = new Lien("Paramètres", "/apilos_settings/");
    private static final Lien MODELES = new Lien("Modèles de documents", RACINE);
    private static final DateTimeFormatter SAISIE =
            DateTimeFormatter.ofPattern("d/M/uuuu").withResolverStyle(ResolverStyle.STRICT);

    private static final Duration IMAGE_GARDEE = Duration.ofHours(1);

    private final GestionDesModeles gestion;
    private final ControleAntivirus antivirus;
    private final ApercusDeModele apercus;
    private final Formats formats;
    private final Clock horloge;

    ModelesPageController(
            GestionDesModeles gestion,
            ApercusDeModele apercus,
            Formats formats,
            Clock horloge,
            ControleAntivirus antivirus) {
        this.antivirus = antivirus;
        this.gestion = gestion;
        this.apercus = apercus;
        this.formats = formats;
        this.horloge = horloge;
    }

    /** One model as drawn in the list. */
    record Ligne(
            String code,
            String libelle,
            String version,
            String origine,
            @Nullable String prevue,
            int nombre) {}

    /** One version as drawn. */
    record LigneDeVersion(
            UUID id,
            String version,
            Badge etat,
            String origine,
            @Nullable String effet) {}

    /** What a version gave on one sample, as drawn. */
    record LigneDEssai(String nom, String libelle, @Nullable String erreur, List<String> absents) {}

    @GetMapping({"", "/"})
    String lister(Identite identite, Model modele) {
        identite.exigerExploitation();
        gestion.garderCeuxDuProduit();
        modele.addAttribute("lignes", gestion.tous().stream().map(this::ligne).toList());
        modele.addAttribute("fil", List.of(PARAMETRES, Lien.ici("Modèles de documents")));
        return "modele/liste";
    }

    @GetMapping("/{code}")
    ModelAndView montrer(@PathVariable String code, Identite identite) {
        identite.exigerExploitation();
        return fiche(code(code), null, List.of());
    }

    @PostMapping("/{code}")
    ModelAndView deposer(
            @PathVariable String code,
            @RequestParam(required = false) @Nullable String version,
            @RequestParam(required = false) @Nullable MultipartFile fichier,
            Identite identite,
            RedirectAttributes redirection)
            throws IOException {
        identite.exigerExploitation();
        var modele = code(code);
        try {
            if (fichier != null && !fichier.isEmpty()) {
                antivirus.exigerSain(String.valueOf(fichier.getOriginalFilename()), fichier::getInputStream, "fichier");
            }
            var id = gestion.deposer(
                    modele,
                    version,
                    fichier == null ? null : fichier.getOriginalFilename(),
                    fichier == null ? new byte[0] : fichier.getBytes(),
                    identite);
            Annonce.succes(
                    redirection, "La version est déposée, à l’essai. Relisez le rapport, puis mettez-la en vigueur.");
            return new ModelAndView("redirect:" + RACINE + code + "/" + id);
        } catch (ErreurMetier refus) {
            if (refus.champs().isEmpty()) {
                throw refus;
            }
            return fiche(modele, version, refus.champs());
        }
    }

    @GetMapping("/{code}/{id}")
    ModelAndView montrerVersion(@PathVariable String code, @PathVariable UUID id, Identite identite) {
        identite.exigerExploitation();
        return version(code(code), id, null, List.of());
    }

    @PostMapping("/{code}/{id}/effet")
    ModelAndView mettreEnVigueur(
            @PathVariable String code,
            @PathVariable UUID id,
            HttpServletRequest requete,
            Identite identite,
            RedirectAttributes redirection) {
        identite.exigerExploitation();
        var modele = code(code);
        var saisie = SaisieDeDate.lire(requete::getParameter, "effet");
        var jour = jour(saisie);
        if (jour.isEmpty()) {
            return version(
                    modele,
                    id,
                    saisie,
                    List.of(new ErreurDeChamp(
                            "effet",
                            saisie == null
                                    ? "Indiquez le jour où cette version prend effet."
                                    : "Cette date n’existe pas : écrivez-la comme 31 12 2026.")));
        }
        try {
            gestion.mettreEnVigueur(modele, id, jour.get(), identite);
        } catch (ErreurMetier refus) {
            if (refus.champs().isEmpty()) {
                throw refus;
            }
            return version(modele, id, saisie, refus.champs());
        }
        Annonce.succes(
                redirection,
                jour.get().isAfter(LocalDate.now(horloge.withZone(GestionDesModeles.ICI)))
                        ? "Cette version prendra effet le " + formats.date(jour.get()) + "."
                        : "Cette version est en vigueur : les prochains documents sont rédigés avec elle.");
        return new ModelAndView("redirect:" + RACINE + code);
    }

    @PostMapping("/{code}/{id}/retrait")
    String retirer(
            @PathVariable String code, @PathVariable UUID id, Identite identite, RedirectAttributes redirection) {
        identite.exigerExploitation();
        gestion.retirer(code(code), id, identite);
        Annonce.information(redirection, "La version est retirée ; la précédente sert de nouveau.");
        return "redirect:" + RACINE + code;
    }

    @GetMapping("/{code}/{id}/fichier")
    ResponseEntity<byte[]> telecharger(@PathVariable String code, @PathVariable UUID id, Identite identite) {
        identite.exigerExploitation();
        var modele = code(code);
        var version = gestion.une(modele, id).version();
        return piece(WORD, modele + " " + version.version() + ".docx", gestion.fichier(modele, id), false);
    }

    /** A sample written with a version; as PDF in the browser when this machine lays out pages. */
    @GetMapping("/{code}/{id}/apercu/{exemple}")
    ResponseEntity<byte[]> apercu(
            @PathVariable String code, @PathVariable UUID id, @PathVariable String exemple, Identite identite) {
        identite.exigerExploitation();
        var modele = code(code);
        var choisi = exemple(exemple);
        var apercu = apercus.de(modele, gestion.une(modele, id).version(), choisi);
        var nom = modele + " - " + choisi.libelle();
        return apercu.pdf() == null
                ? piece(WORD, nom + ".docx", apercu.docx(), false)
                : piece(MediaType.APPLICATION_PDF, nom + ".pdf", apercu.pdf(), true);
    }

    /** One page of a sample, as a picture. A version never changes: browsers may keep it. */
    @GetMapping(path = "/{code}/{id}/apercu/{exemple}/pages/{page}", produces = MediaType.IMAGE_PNG_VALUE)
    ResponseEntity<byte[]> pageDApercu(
            @PathVariable String code,
            @PathVariable UUID id,
            @PathVariable String exemple,
            @PathVariable int page,
            Identite identite) {
        identite.exigerExploitation();
        var modele = code(code);
        var png = apercus.page(modele, gestion.une(modele, id).version(), exemple(exemple), page);
        return ResponseEntity.ok()
                .contentType(MediaType.IMAGE_PNG)
                .cacheControl(CacheControl.maxAge(IMAGE_GARDEE).cachePrivate())
                .body(png);
    }

    /** A sample written with a version beside the same with the version in force, page by page. */
    @GetMapping("/{code}/{id}/comparaison/{exemple}")
    ModelAndView comparer(
            @PathVariable String code, @PathVariable UUID id, @PathVariable String exemple, Identite identite) {
        identite.exigerExploitation();
        gestion.garderCeuxDuProduit();
        var libelle = code(code);
        var choisi = exemple(exemple);
        var modele = gestion.un(libelle);
        var version = uneDe(modele, id).version();
        var autre = modele.enVigueur()
                .map(Situee::version)
                .filter(v -> !v.id().equals(id))
                .orElseThrow(
                        () -> ErreurMetier.conflit("Cette version est en vigueur : il n’y a rien à lui comparer."));
        var deCetteVersion = cote(libelle, version, "Cette version", choisi);
        var enVigueur = cote(libelle, autre, "Version en vigueur", choisi);
        var paires = Paire.de(enVigueur, deCetteVersion);
        var vue = vue("modele/comparaison", choisi.libelle() + " — versions comparées", List.of());
        vue.addObject("code", libelle.name());
        vue.addObject("id", id);
        vue.addObject("exemple", choisi.nom());
        vue.addObject(
                "autres",
                Arrays.stream(ExemplesDeContexte.values())
                        .filter(e -> e != choisi)
                        .map(e -> new Lien(e.libelle(), RACINE + code + "/" + id + "/comparaison/" + e.nom()))
                        .toList());
        vue.addObject("cotes", List.of(enVigueur, deCetteVersion));
        vue.addObject("paires", paires);
        vue.addObject("differentes", paires.stream().filter(Paire::differente).count());
        vue.addObject(
                "fil",
                List.of(
                        PARAMETRES,
                        MODELES,
                        new Lien(libelle.libelle(), RACINE + code),
                        new Lien("Version " + version.version(), RACINE + code + "/" + id),
                        Lien.ici("Comparaison")));
        return vue;
    }

    private Cote cote(CodeDeModele code, VersionsDeModele.Version version, String titre, ExemplesDeContexte exemple) {
        try {
            var apercu = apercus.de(code, version, exemple);
            return new Cote(version.id(), version.version(), titre, apercu.absent(), apercu.textes());
        } catch (ErreurMetier echec) {
            return new Cote(version.id(), version.version(), titre, echec.getMessage(), List.of());
        }
    }

    /**
     * One of the two versions compared.
     *
     * @param absent why it has no page to show; null when it has
     * @param textes text of each page
     */
    record Cote(
            UUID id, String version, String titre, @Nullable String absent, List<String> textes) {
        /** Whether it has a page of that number. */
        public boolean aLaPage(int page) {
            return page <= textes.size();
        }
    }

    /** The same page of both. */
    record Paire(int numero, boolean differente) {

        static List<Paire> de(Cote un, Cote autre) {
            if (un.absent() != null || autre.absent() != null) {
                return List.of();
            }
            return IntStream.rangeClosed(
                            1, Math.max(un.textes().size(), autre.textes().size()))
                    .mapToObj(page -> new Paire(
                            page,
                            !un.aLaPage(page)
                                    || !autre.aLaPage(page)
                                    || !un.textes()
                                            .get(page - 1)
                                            .equals(autre.textes().get(page - 1))))
                    .toList();
        }
    }

    private static ExemplesDeContexte exemple(String nom) {
        return ExemplesDeContexte.de(nom).orElseThrow(() -> ErreurMetier.introuvable("Cet exemple n’existe pas."));
    }

    private static Situee uneDe(Modele modele, UUID id) {
        return modele.versions().stream()
                .filter(v -> v.version().id().equals(id))
                .findFirst()
                .orElseThrow(() -> ErreurMetier.introuvable("Cette version du modèle n’existe pas."));
    }

    private static ResponseEntity<byte[]> piece(MediaType type, String nom, byte[] contenu, boolean aLEcran) {
        return ResponseEntity.ok()
                .contentType(type)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        (aLEcran ? ContentDisposition.inline() : ContentDisposition.attachment())
                                .filename(nom, StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(contenu);
    }

    private ModelAndView fiche(CodeDeModele code, @Nullable String version, List<ErreurDeChamp> erreurs) {
        gestion.garderCeuxDuProduit();
        var modele = gestion.un(code);
        var vue = vue("modele/fiche", code.libelle(), erreurs);
        vue.addObject("code", code.name());
        vue.addObject("versions", modele.versions().stream().map(this::ligne).toList());
        vue.addObject(
                "champs",
                List.of(
                        Champ.texte("version", "Nom de la version")
                                .aide("Par exemple 2026.3 ; il figure avec chaque document produit")
                                .longueurMax(GestionDesModeles.VERSION_MAX)
                                .court()
                                .valeur(version)
                                .erreur(message(erreurs, "version")),
                        Champ.fichier("fichier", "Fichier Word du modèle", ".docx")
                                .aide("Un modèle du terrain ou du produit, avec ses balises ; 20 Mo au plus")
                                .erreur(message(erreurs, "fichier"))));
        vue.addObject(
                "evenements",
                gestion.historique(code).stream()
                        .map(e -> new Evenement(
                                e.quand(),
                                "Version " + e.version() + " — " + e.quoi().libelle(),
                                e.qui(),
                                e.effetLe() == null ? null : "À compter du " + formats.instant(e.effetLe())))
                        .toList());
        vue.addObject("fil", List.of(PARAMETRES, MODELES, Lien.ici(code.libelle())));
        return vue;
    }

    private ModelAndView version(CodeDeModele code, UUID id, @Nullable String effet, List<ErreurDeChamp> erreurs) {
        var modele = gestion.un(code);
        var situee = uneDe(modele, id);
        var v = situee.version();
        var rapport = gestion.rapport(v);
        var vue = vue("modele/version", code.libelle() + " — version " + v.version(), erreurs);
        vue.addObject("code", code.name());
        vue.addObject("id", id);
        vue.addObject("etat", badge(situee.etat()));
        var lignes = new ArrayList<Definition>();
        lignes.add(Definition.de("Origine", origine(v)));
        lignes.add(Definition.de("Prend effet", v.effetLe() == null ? null : formats.instant(v.effetLe())));
        if (v.retireLe() != null) {
            lignes.add(Definition.de("Retirée", formats.instant(v.retireLe()) + " par " + v.retirePar()));
        }
        lignes.add(Definition.de("Fichier", v.nomFichier() == null ? "Fourni avec le produit" : v.nomFichier()));
        lignes.add(Definition.de("Empreinte SHA-256", v.sha256()));
        vue.addObject("definitions", lignes);
        vue.addObject("avertissements", rapport.avertissements());
        vue.addObject(
                "essais",
                rapport.essais().stream()
                        .map(e -> new LigneDEssai(
                                e.exemple(), EssaiDeModele.libelle(e.exemple()), e.erreur(), e.absents()))
                        .toList());
        vue.addObject(
                "reference",
                modele.enVigueur()
                        .map(Situee::version)
                        .filter(autre -> !autre.id().equals(id))
                        .orElse(null));
        boolean deposee = v.origine() == Origine.DEPOSE;
        vue.addObject("datable", deposee && situee.etat() != Etat.EN_VIGUEUR && rapport.passe());
        vue.addObject("retirable", situee.etat() == Etat.EN_VIGUEUR && deposee || situee.etat() == Etat.PREVUE);
        vue.addObject(
                "effet",
                Champ.date("effet", "Prend effet le")
                        .aide("Aujourd’hui, pour tout de suite, ou un jour à venir")
                        .valeur(
                                effet == null
                                        ? LocalDate.now(horloge.withZone(GestionDesModeles.ICI))
                                                .toString()
                                        : effet)
                        .erreur(message(erreurs, "effet")));
        vue.addObject(
                "fil",
                List.of(
                        PARAMETRES,
                        MODELES,
                        new Lien(code.libelle(), RACINE + code),
                        Lien.ici("Version " + v.version())));
        return vue;
    }

    private static ModelAndView vue(String nom, String titre, List<ErreurDeChamp> erreurs) {
        var vue = new ModelAndView(nom);
        vue.addObject("titre", (erreurs.isEmpty() ? "" : "Erreur : ") + titre);
        vue.addObject("intitule", titre);
        vue.addObject("erreurs", erreurs);
        vue.setStatus(erreurs.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
        return vue;
    }

    private Ligne ligne(Modele modele) {
        var enVigueur = modele.enVigueur().map(Situee::version);
        return new Ligne(
                modele.code().name(),
                modele.code().libelle(),
                enVigueur.map(VersionsDeModele.Version::version).orElse("—"),
                enVigueur.map(this::origine).orElse("—"),
                modele.prevue()
                        .map(v -> v.version().version() + ", le "
                                + formats.jour(v.version().effetLe()))
                        .orElse(null),
                modele.versions().size());
    }

    private LigneDeVersion ligne(Situee situee) {
        var v = situee.version();
        return new LigneDeVersion(
                v.id(),
                v.version(),
                badge(situee.etat()),
                origine(v),
                v.effetLe() == null ? null : formats.instant(v.effetLe()));
    }

    private String origine(VersionsDeModele.Version v) {
        return v.origine() == Origine.INTEGRE
                ? "Fournie avec le produit"
                : "Déposée par " + v.deposePar() + ", le " + formats.jour(v.deposeLe());
    }

    private static Badge badge(Etat etat) {
        return new Badge(
                etat.libelle(),
                switch (etat) {
                    case EN_VIGUEUR -> "success";
                    case PREVUE -> "info";
                    case ESSAI -> "new";
                    case REMPLACEE, RETIREE -> "";
                },
                "");
    }

    private static @Nullable String message(List<ErreurDeChamp> erreurs, String champ) {
        return erreurs.stream()
                .filter(e -> e.champ().equals(champ))
                .map(ErreurDeChamp::message)
                .findFirst()
                .orElse(null);
    }

    private static Optional<LocalDate> jour(@Nullable String saisie) {
        if (saisie == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    saisie.matches("\\d{4}-\\d{2}-\\d{2}") ? LocalDate.parse(saisie) : LocalDate.parse(saisie, SAISIE));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    static CodeDeModele code(String code) {
        return CodeDeModele.de(code).orElseThrow(() -> ErreurMetier.introuvable("Ce modèle de document n’existe pas."));
    }
}
