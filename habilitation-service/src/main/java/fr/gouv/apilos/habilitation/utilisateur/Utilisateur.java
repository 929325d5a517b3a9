package fr.gouv.apilos.habilitation.utilisateur;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.data.domain.Persistable;

/** A person with an account. Source: 04 §2.1. */
@Entity
@Table(name = "utilisateur")
public class Utilisateur implements Persistable<UUID> {

    @Id
    private UUID uuid;

    @Version
    private long version;

    private String username;
    private String cerbereLogin;
    private String prenom = "";
    private String nom = "";
    private String email = "";
    private String emailSecondaire = "";
    private String telephone;

    @Enumerated(EnumType.STRING)
    private PreferencesEmail preferencesEmail = PreferencesEmail.PARTIEL;

    private boolean staff;
    private boolean superuser;
    private boolean actif = true;
    private Instant derniereConnexion;
    private Long derniereHabilitation;
    private Instant creeLe;
    private Instant modifieLe;
    private UUID remplacePar;

    @ElementCollection(fetch = FetchType.EAGER)
    @CollectionTable(name = "utilisateur_filtre_departement", joinColumns = @JoinColumn(name = "utilisateur"))
    @Column(name = "departement")
    private Set<String> filtreDepartements = new HashSet<>();

    @Transient
    private boolean connuDeLaBase;

    protected Utilisateur() {}

    Utilisateur(UUID uuid, String username, Instant maintenant) {
        if (username.isBlank() || username.length() > 150) {
            throw new IllegalArgumentException("username must have 1 to 150 characters");
        }
        this.uuid = uuid;
        this.username = username;
        this.creeLe = maintenant;
        this.modifieLe = maintenant;
    }

    /** Takes what Cerbère says at each sign-in; an absent attribute empties the field (04 R56). */
    void identifierParCerbere(IdentiteCerbere cerbere, Instant maintenant) {
        cerbereLogin = cerbere.login();
        nom = court(cerbere.nom(), 150);
        prenom = court(cerbere.prenom(), 150);
        email = court(cerbere.email(), 254);
        derniereConnexion = maintenant;
    }

    /** Takes the fields of a data set. */
    void reprendre(Reprise reprise, Instant maintenant) {
        cerbereLogin = reprise.cerbereLogin();
        nom = court(reprise.nom(), 150);
        prenom = court(reprise.prenom(), 150);
        email = court(reprise.email(), 254);
        emailSecondaire = court(reprise.emailSecondaire(), 264);
        telephone = reprise.telephone();
        preferencesEmail = reprise.preferencesEmail();
        staff = reprise.staff();
        superuser = reprise.superuser();
        actif = reprise.actif();
        if (!filtreDepartements.equals(reprise.filtreDepartements())) {
            filtreDepartements.clear();
            filtreDepartements.addAll(reprise.filtreDepartements());
        }
        modifieLe = maintenant;
    }

    /** Takes what the support team corrected. */
    void identifier(Identification identification, Instant maintenant) {
        username = identification.username();
        prenom = identification.prenom();
        nom = identification.nom();
        email = identification.email();
        emailSecondaire = identification.emailSecondaire();
        modifieLe = maintenant;
    }

    void changerDroits(boolean membre, boolean toutPuissant, Instant maintenant) {
        staff = membre;
        superuser = toutPuissant;
        modifieLe = maintenant;
    }

    /** A second account of a person: closed, and says which is the first. */
    void remplacer(UUID autre, Instant maintenant) {
        actif = false;
        remplacePar = autre;
        modifieLe = maintenant;
    }

    void desactiver(Instant maintenant) {
        actif = false;
        modifieLe = maintenant;
    }

    void reactiver(Instant maintenant) {
        actif = true;
        remplacePar = null;
        modifieLe = maintenant;
    }

    void preferer(PreferencesEmail preferences, Instant maintenant) {
        preferencesEmail = preferences;
        modifieLe = maintenant;
    }

    private static String court(String texte, int longueur) {
        var nu = texte == null ? "" : texte.strip();
        return nu.length() <= longueur ? nu : nu.substring(0, longueur);
    }

    @Override
    public UUID getId() {
        return uuid;
    }

    @Override
    public boolean isNew() {
        return !connuDeLaBase;
    }

    @PostLoad
    @PostPersist
    void marquerConnu() {
        connuDeLaBase = true;
    }

    public UUID uuid() {
        return uuid;
    }

    public String username() {
        return username;
    }

    /** Login sent to SIAP; null for a local account. */
    public String cerbereLogin() {
        return cerbereLogin;
    }

    public String prenom() {
        return prenom;
    }

    public String nom() {
        return nom;
    }

    public String email() {
        return email;
    }

    /** Another address of the person, known to SIAP for instance (04 R123); may be empty. */
    public String emailSecondaire() {
        return emailSecondaire;
    }

    public PreferencesEmail preferencesEmail() {
        return preferencesEmail;
    }

    public boolean staff() {
        return staff;
    }

    public boolean superuser() {
        return superuser;
    }

    /** Support team: staff or superuser (04 R2). */
    public boolean exploitant() {
        return staff || superuser;
    }

    public boolean actif() {
        return actif;
    }

    public Long derniereHabilitation() {
        return derniereHabilitation;
    }

    /** INSEE codes of the personal filter (04 R39). */
    public Set<String> filtreDepartements() {
        return Set.copyOf(filtreDepartements);
    }

    /** Display name: first and last name when one of them is known, else the username (04 R3). */
    public String nomAffiche() {
        var complet = (prenom + " " + nom).strip();
        return complet.isEmpty() ? username : complet;
    }

    /** What the history keeps; the date of the last sign-in is left out (04 R8). */
    Map<String, Object> instantane() {
        var champs = new LinkedHashMap<String, Object>();
        champs.put("username", username);
        champs.put("cerbereLogin", cerbereLogin);
        champs.put("prenom", prenom);
        champs.put("nom", nom);
        champs.put("email", email);
        champs.put("emailSecondaire", emailSecondaire);
        champs.put("telephone", telephone);
        champs.put("preferencesEmail", preferencesEmail.name());
        champs.put("staff", staff);
        champs.put("superuser", superuser);
        champs.put("actif", actif);
        if (remplacePar != null) {
            champs.put("remplacePar", remplacePar);
        }
        champs.put("filtreDepartements", new TreeSet<>(filtreDepartements));
        return champs;
    }

    @Override
    public boolean equals(Object autre) {
        return autre instanceof Utilisateur u && Objects.equals(uuid, u.uuid);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(uuid);
    }
}
