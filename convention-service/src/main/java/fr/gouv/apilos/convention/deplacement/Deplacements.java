package fr.gouv.apilos.convention.deplacement;

import fr.gouv.apilos.convention.programme.ProgrammesModifies;
import fr.gouv.apilos.convention.reference.References;
import fr.gouv.apilos.platform.error.ErreurCommune;
import fr.gouv.apilos.platform.error.ErreurMetier;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Selects, moves and takes back (03 B6, D2–D4, D13; 07 §13.12, §15). */
@Service
class Deplacements {

    private static final int EXEMPLES = 10;
    private static final RowMapper<Exemple> EXEMPLE = new SimplePropertyRowMapper<>(Exemple.class);
    private static final RowMapper<Ligne> LIGNE = new SimplePropertyRowMapper<>(Ligne.class);

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock horloge;
    private final References references;
    private final ApplicationEventPublisher evenements;

    Deplacements(
            JdbcClient jdbc,
            JsonMapper json,
            Clock horloge,
            References references,
            ApplicationEventPublisher evenements) {
        this.jdbc = jdbc;
        this.json = json;
        this.horloge = horloge;
        this.references = references;
        this.evenements = evenements;
    }

    /** What changes; the name of the column. */
    enum Champ {
        ADMINISTRATION,
        BAILLEUR;

        String colonne() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** A commune as a file of communes names it (03 B6). */
    record Commune(String codePostal, String commune) {}

    /**
     * Which programmes; exactly one of the three, communes win over the département (07 R-66).
     *
     * @param departement INSEE code
     * @param bailleur all the programmes of this one
     */
    record Criteres(
            @Nullable String departement,
            @Nullable List<Commune> communes,
            @Nullable UUID bailleur) {}

    /** What is asked. */
    record Demande(
            Champ champ,
            UUID vers,
            Criteres criteres,
            @Nullable String auteur) {}

    /** Programmes under one owner today. */
    record Actuel(@Nullable UUID uuid, long programmes) {}

    /** A convention that will move. */
    record Exemple(String commune, String nom, String operation, int logements, String financements) {}

    /**
     * What would move.
     *
     * @param exclus programmes already where they should go (D4)
     */
    record Apercu(long programmes, long conventions, long exclus, List<Actuel> actuels, List<Exemple> exemples) {}

    /** How far a move is. */
    record Avancement(int total, int faits, int refuses, int annules, int restants) {}

    /** One programme of a move. */
    record Ligne(
            int rang,
            UUID programme,
            String operation,
            String nom,
            String commune,
            @Nullable UUID de,
            String etat,
            @Nullable String raison) {}

    /**
     * Conventions of one owner.
     *
     * @param aVenir not validated yet
     */
    record Usage(long aVenir, long total) {}

    /** How many conventions stand under one owner today. */
    @Transactional(readOnly = true)
    Usage usage(Champ champ, UUID uuid) {
        return jdbc.sql("select count(*) filter (where statut in ('PROJET', 'INSTRUCTION', 'CORRECTION')) as a_venir,"
                        + " count(*) as total from recherche where " + champ.colonne() + " = :uuid")
                .param("uuid", uuid)
                .query((rs, rang) -> new Usage(rs.getLong(1), rs.getLong(2)))
                .single();
    }

    /** What would move, without moving it. */
    @Transactional(readOnly = true)
    Apercu apercu(Demande demande) {
        var parametres = parametres(demande);
        var ou = selection(demande, parametres);
        var colonne = demande.champ().colonne();
        long exclus =
                compter("select count(*) from programme p where " + ou + " and p." + colonne + " = :vers", parametres);
        var reste = ou + " and p." + colonne + " is distinct from :vers";
        var actuels = jdbc.sql("select p." + colonne + " as uuid, count(*) as programmes from programme p where "
                        + reste + " group by 1 order by 2 desc, 1")
                .params(parametres)
                .query((rs, rang) -> new Actuel(rs.getObject("uuid", UUID.class), rs.getLong("programmes")))
                .list();
        long conventions = compter(
                "select count(*) from convention c join programme p on p.id = c.programme where " + reste, parametres);
        parametres.put("exemples", EXEMPLES);
        var exemples = jdbc.sql("select r.ville as commune, r.nom, r.operation, r.logements,"
                        + " array_to_string(r.financements, ', ') as financements from recherche r"
                        + " join programme p on p.id = r.programme where " + reste
                        + " order by r.ville, r.nom, r.convention limit :exemples")
                .params(parametres)
                .query(EXEMPLE)
                .list();
        return new Apercu(actuels.stream().mapToLong(Actuel::programmes).sum(), conventions, exclus, actuels, exemples);
    }

    /**
     * Freezes the list of what moves; saying it again changes nothing.
     *
     * @throws ErreurMetier 422 for an empty selection (D3) or an unknown destination
     */
    @Transactional
    Avancement creer(UUID id, Demande demande) {
        verrouiller(id);
        if (!existe(id)) {
            exigerDestination(demande);
            var parametres = parametres(demande);
            var ou = selection(demande, parametres);
            var colonne = demande.champ().colonne();
            jdbc.sql("""
                insert into deplacement (id, champ, vers, criteres, auteur)
                values (:id, :champ, :vers, :criteres::jsonb, :auteur)\
                """)
                    .param("id", id)
                    .param("champ", demande.champ().name())
                    .param("vers", demande.vers())
                    .param("criteres", json.writeValueAsString(demande.criteres()))
                    .param("auteur", demande.auteur(), java.sql.Types.VARCHAR)
                    .update();
            parametres.put("id", id);
            jdbc.sql("insert into deplacement_ligne (deplacement, rang, programme, de) select :id,"
                            + " row_number() over (order by p.numero_operation, p.cree_le, p.id), p.id, p." + colonne
                            + " from programme p where " + ou + " and p." + colonne + " is distinct from :vers")
                    .params(parametres)
                    .update();
        }
        return avancement(id);
    }

    /**
     * Moves the next programmes. One that changed hands since the list was frozen is left where it is, and says so.
     *
     * @throws ErreurMetier 404 for an unknown move
     */
    @Transactional
    Avancement avancer(UUID id, int taille) {
        var move = un(id);
        var colonne = move.champ().colonne();
        var ancienne = move.champ() == Champ.ADMINISTRATION ? "ancienne_administration = l.de, " : "";
        var maintenant = horloge.instant().atOffset(ZoneOffset.UTC);
        var prises = prendre(id, "A_FAIRE", taille);
        if (!prises.isEmpty()) {
            var faits = jdbc.sql("update programme p set " + colonne + " = :vers, " + ancienne
                            + "version = p.version + 1, mis_a_jour_le = :maintenant from deplacement_ligne l"
                            + " where l.deplacement = :id and l.rang in (:rangs) and p.id = l.programme and p."
                            + colonne
                            + " is not distinct from l.de returning p.id")
                    .param("vers", move.vers())
                    .param("maintenant", maintenant)
                    .param("id", id)
                    .param("rangs", prises)
                    .query((rs, rang) -> Objects.requireNonNull(rs.getObject(1, UUID.class)))
                    .list();
            jdbc.sql("""
                update deplacement_ligne l set fait_le = :maintenant,
                  etat = case when l.programme = any(:faits) then 'FAIT' else 'REFUSE' end,
                  raison = case when l.programme = any(:faits) then null else 'Modifié entre-temps' end
                where l.deplacement = :id and l.rang in (:rangs)\
                """)
                    .param("maintenant", maintenant)
                    .param("faits", faits.toArray(UUID[]::new))
                    .param("id", id)
                    .param("rangs", prises)
                    .update();
            dire(faits);
        }
        return avancement(id);
    }

    /** Takes back the next programmes; one that changed hands since stays where it is, and says so. */
    @Transactional
    Avancement annuler(UUID id, int taille) {
        var move = un(id);
        var colonne = move.champ().colonne();
        var maintenant = horloge.instant().atOffset(ZoneOffset.UTC);
        // What was not moved yet will not be.
        jdbc.sql("update deplacement_ligne set etat = 'ANNULE', fait_le = :maintenant where deplacement = :id"
                        + " and etat = 'A_FAIRE'")
                .param("maintenant", maintenant)
                .param("id", id)
                .update();
        var prises = prendre(id, "FAIT", taille);
        if (!prises.isEmpty()) {
            var faits = jdbc.sql("update programme p set " + colonne
                            + " = l.de, version = p.version + 1, mis_a_jour_le = :maintenant from deplacement_ligne l"
                            + " where l.deplacement = :id and l.rang in (:rangs) and p.id = l.programme and p."
                            + colonne
                            + " = :vers returning p.id")
                    .param("vers", move.vers())
                    .param("maintenant", maintenant)
                    .param("id", id)
                    .param("rangs", prises)
                    .query((rs, rang) -> Objects.requireNonNull(rs.getObject(1, UUID.class)))
                    .list();
            jdbc.sql("""
                update deplacement_ligne l set fait_le = :maintenant,
                  etat = case when l.programme = any(:faits) then 'ANNULE' else 'REFUSE' end,
                  raison = case when l.programme = any(:faits) then null else 'Modifié depuis : laissé en place' end
                where l.deplacement = :id and l.rang in (:rangs)\
                """)
                    .param("maintenant", maintenant)
                    .param("faits", faits.toArray(UUID[]::new))
                    .param("id", id)
                    .param("rangs", prises)
                    .update();
            dire(faits);
        }
        return avancement(id);
    }

    /** The programmes of a move, in their order. */
    @Transactional(readOnly = true)
    List<Ligne> lignes(UUID id, int apres, int taille) {
        un(id);
        return jdbc.sql("""
            select l.rang, l.programme, coalesce(p.numero_operation, '') as operation, coalesce(p.nom, '') as nom,
              coalesce(p.code_postal || ' ' || p.ville, '') as commune, l.de, l.etat, l.raison
            from deplacement_ligne l left join programme p on p.id = l.programme
            where l.deplacement = :id and l.rang > :apres order by l.rang limit :taille\
            """)
                .param("id", id)
                .param("apres", apres)
                .param("taille", taille)
                .query(LIGNE)
                .list();
    }

    /** @throws ErreurMetier 404 for an unknown move */
    @Transactional(readOnly = true)
    Avancement avancement(UUID id) {
        un(id);
        return jdbc.sql("""
            select count(*)::int as total, count(*) filter (where etat = 'FAIT')::int as faits,
              count(*) filter (where etat = 'REFUSE')::int as refuses,
              count(*) filter (where etat = 'ANNULE')::int as annules,
              count(*) filter (where etat = 'A_FAIRE')::int as restants
            from deplacement_ligne where deplacement = :id\
            """).param("id", id).query(Avancement.class).single();
    }

    private record Mouvement(Champ champ, UUID vers) {}

    private Mouvement un(UUID id) {
        return jdbc.sql("select champ, vers from deplacement where id = :id")
                .param("id", id)
                .query((rs, rang) -> new Mouvement(Champ.valueOf(rs.getString(1)), rs.getObject(2, UUID.class)))
                .optional()
                .orElseThrow(() -> ErreurMetier.introuvable("Ce déplacement n’existe pas."));
    }

    private boolean existe(UUID id) {
        return jdbc.sql("select exists (select from deplacement where id = :id)")
                .param("id", id)
                .query(Boolean.class)
                .single();
    }

    /** Two calls at once for one move come one after the other. */
    private void verrouiller(UUID id) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('deplacement:' || :id, 0))")
                .param("id", id.toString())
                .query((rs, rang) -> rang)
                .list();
    }

    private List<Integer> prendre(UUID id, String etat, int taille) {
        verrouiller(id);
        return jdbc.sql("select rang from deplacement_ligne where deplacement = :id and etat = :etat order by rang"
                        + " limit :taille")
                .param("id", id)
                .param("etat", etat)
                .param("taille", taille)
                .query((rs, rang) -> rs.getInt(1))
                .list();
    }

    private void dire(List<UUID> programmes) {
        if (!programmes.isEmpty()) {
            evenements.publishEvent(new ProgrammesModifies(new LinkedHashSet<>(programmes)));
        }
    }

    private void exigerDestination(Demande demande) {
        boolean connue = demande.champ() == Champ.ADMINISTRATION
                ? references
                        .administration(demande.vers())
                        .filter(a -> !a.supprime())
                        .isPresent()
                : references.bailleur(demande.vers()).filter(b -> !b.supprime()).isPresent();
        if (!connue) {
            throw new ErreurMetier(
                    ErreurCommune.INDISPONIBLE,
                    "La destination n’est pas encore connue du service des conventions. Réessayez dans une minute.");
        }
    }

    private static Map<String, Object> parametres(Demande demande) {
        var parametres = new HashMap<String, Object>();
        parametres.put("vers", demande.vers());
        return parametres;
    }

    /** The condition on the alias p (programme); its parameters are added. */
    private String selection(Demande demande, Map<String, Object> parametres) {
        var criteres = demande.criteres();
        if (criteres.bailleur() != null) {
            parametres.put("bailleur", criteres.bailleur());
            return "p.bailleur = :bailleur";
        }
        var communes = criteres.communes();
        if (communes != null && !communes.isEmpty()) {
            parametres.put("communes", json.writeValueAsString(communes));
            // R-B6.3: the same postal code, and every word of the commune in the town of the programme.
            return """
                exists (select from jsonb_to_recordset(:communes::jsonb) as k("codePostal" text, "commune" text)
                  where p.code_postal = k."codePostal"
                    and (to_tsvector('french', public.unaccent(p.ville))
                           @@ plainto_tsquery('french', public.unaccent(k."commune"))
                         or lower(public.unaccent(p.ville)) = lower(public.unaccent(k."commune"))))\
                """;
        }
        var departement = criteres.departement();
        if (departement != null && !departement.isBlank()) {
            // D2: INSEE codes compared with INSEE codes; a Corsican programme may still carry the old 20 (D14).
            parametres.put("departement", departement);
            return switch (departement) {
                case "2A" ->
                    "(p.code_insee_departement = :departement or p.code_insee_departement = '20'"
                            + " and p.code_postal ~ '^20[01]')";
                case "2B" ->
                    "(p.code_insee_departement = :departement or p.code_insee_departement = '20'"
                            + " and p.code_postal ~ '^20[2-9]')";
                default -> "p.code_insee_departement = :departement";
            };
        }
        throw new ErreurMetier(
                ErreurCommune.INVALIDE,
                "Choisissez un département ou donnez une liste de communes : rien n’est choisi.");
    }

    private long compter(String requete, Map<String, Object> parametres) {
        return jdbc.sql(requete).params(parametres).query(Long.class).single();
    }
}
