package fr.gouv.apilos.habilitation.role;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * What one user may do under one habilitation. The row lasts: it is refreshed, withdrawn, given back, never replaced
 * (04 D10). Source: 04 §2.2, §5.4.
 */
@Entity
@Table(name = "role")
public class Role {

    /** Where a role comes from. */
    public enum Origine {
        SIAP,
        LOCAL
    }

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @Version
    private long version;

    private UUID utilisateur;

    @Enumerated(EnumType.STRING)
    private Origine origine;

    private long habilitation;
    private String profil;
    private String codeRole;

    @Enumerated(EnumType.STRING)
    private TypologieRole typologie;

    private String groupe;
    private UUID bailleur;
    private UUID administration;
    private String region;
    private String departement;
    private String libelle;
    private String territoire;
    private String cleEntite;
    private Instant debut;
    private Instant fin;
    private Instant vuLe;
    private UUID fusion;

    protected Role() {}

    Role(UUID utilisateur, Origine origine, DroitsAccordes droits, Instant maintenant) {
        this.utilisateur = utilisateur;
        this.origine = origine;
        this.debut = maintenant;
        accorder(droits, maintenant);
    }

    /** Takes what the source says now; a withdrawn role is given back. */
    final void accorder(DroitsAccordes droits, Instant maintenant) {
        if (fin != null) {
            fin = null;
            fusion = null;
            debut = maintenant;
        }
        habilitation = droits.habilitation();
        profil = droits.profil();
        codeRole = droits.codeRole();
        typologie = droits.typologie();
        groupe = droits.groupe().code();
        bailleur = droits.bailleur();
        administration = droits.administration();
        region = droits.region();
        departement = droits.departement();
        libelle = couper(droits.libelle());
        territoire = couper(droits.territoire());
        cleEntite = droits.cleEntite();
        vuLe = maintenant;
    }

    /** The source no longer gives it. */
    void retirer(Instant maintenant) {
        fin = maintenant;
        vuLe = maintenant;
    }

    /** Gives it back as it was. */
    void rendre(Instant maintenant) {
        fin = null;
        fusion = null;
        debut = maintenant;
        vuLe = maintenant;
    }

    /** Its bailleur is now part of another, or no longer is. */
    void deplacer(UUID autre) {
        bailleur = autre;
    }

    /**
     * Remembers the merge that moved or withdrew it.
     *
     * @param autre the other bailleur of the merge, or null to forget
     */
    void marquer(UUID autre) {
        fusion = autre;
    }

    private static String couper(String texte) {
        return texte.length() <= 500 ? texte : texte.substring(0, 500);
    }

    /** Whether it gives anything today. */
    public boolean enVigueur() {
        return fin == null;
    }

    public Long id() {
        return id;
    }

    /** The number the header and the session know it by: SIAP's, or its own for a stand-alone role. */
    public long numero() {
        return origine == Origine.SIAP ? habilitation : id;
    }

    public Origine origine() {
        return origine;
    }

    public UUID utilisateur() {
        return utilisateur;
    }

    public String profil() {
        return profil;
    }

    public TypologieRole typologie() {
        return typologie;
    }

    public Groupe groupe() {
        return Groupe.parCode(groupe).orElseThrow();
    }

    public UUID bailleur() {
        return bailleur;
    }

    public UUID administration() {
        return administration;
    }

    public String region() {
        return region;
    }

    public String departement() {
        return departement;
    }

    public String libelle() {
        return libelle;
    }

    public String territoire() {
        return territoire;
    }

    public String cleEntite() {
        return cleEntite;
    }

    /** When the source last confirmed or withdrew it. */
    public Instant vuLe() {
        return vuLe;
    }

    /** What it gives. */
    DroitsAccordes droits() {
        return new DroitsAccordes(
                habilitation,
                profil,
                codeRole,
                typologie,
                groupe(),
                bailleur,
                administration,
                region,
                departement,
                libelle,
                territoire,
                cleEntite);
    }

    Map<String, Object> instantane() {
        if (fin != null) {
            return null;
        }
        var champs = new LinkedHashMap<String, Object>();
        champs.put("utilisateur", utilisateur);
        champs.put("origine", origine.name());
        champs.put("habilitation", habilitation);
        champs.put("profil", profil);
        champs.put("codeRole", codeRole);
        champs.put("typologie", typologie.name());
        champs.put("groupe", groupe);
        champs.put("bailleur", bailleur);
        champs.put("administration", administration);
        champs.put("region", region);
        champs.put("departement", departement);
        return champs;
    }
}
