package fr.gouv.apilos.convention.recherche;

import fr.gouv.apilos.convention.enumeration.AvenantType;
import fr.gouv.apilos.convention.enumeration.Financement;
import fr.gouv.apilos.convention.enumeration.Statut;
import fr.gouv.apilos.convention.enumeration.Zone123;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Every convention and avenant for InfoSIAP: one JSON object a line, in the order of identifiers (05 I1 to I4, 07 §13.8).
 * The database writes the objects, one statement for each thousand of them, so that memory stays constant.
 */
@Component
class ExportInfoSiap {

    /** Conventions of one statement. */
    static final int PAGE = 1000;

    private static final UUID AVANT_TOUS = new UUID(0, 0);

    /** Amounts are texts with fixed decimals but those that are not amounts of rows (05 G6); dates are ISO, enumerations stored values. */
    private static final String SQL = """
        select c.id, json_build_object(
          'uuid', c.id,
          'convention_parent_uuid', c.parent,
          'numero_convention', case when c.parent is null then c.numero else m.numero end,
          'numero_avenant', case when c.parent is null then null else c.numero end,
          'avenant_types', coalesce((select json_agg(%1$s order by t.type)
            from convention_avenant_type t where t.convention = c.id), '[]'::json),
          'depuis_ecoloweb', false,
          'date_fin_conventionnement', c.date_fin_conventionnement,
          'convention_date_signature', case when c.parent is null then c.televersement_convention_signee_le
            else m.televersement_convention_signee_le end,
          'date_denonciation', c.date_denonciation,
          'date_resiliation', c.date_resiliation,
          'fond_propre', c.fond_propre,
          'gestionnaire', c.gestionnaire,
          'statut', %2$s,
          'operation', json_build_object(
            'nom', p.nom,
            'bailleur', case when b.uuid is null then null else json_build_object(
              'nom', b.nom, 'siren', b.siren, 'siret', b.siret, 'adresse', b.adresse, 'code_postal', b.code_postal,
              'ville', b.ville, 'capital_social', b.capital_social, 'sous_nature_bailleur', b.sous_nature_bailleur) end,
            'administration', case when a.uuid is null then null else json_build_object(
              'nom', a.nom, 'code', a.code, 'ville_signature', a.ville_signature) end,
            'code_postal', p.code_postal, 'ville', p.ville, 'adresse', p.adresse,
            'numero_operation', p.numero_operation, 'nature_logement', p.nature_logement,
            'zone_123', %3$s, 'zone_abc', p.zone_abc, 'type_operation', p.type_operation, 'anru', p.anru,
            'date_achevement_previsible', p.date_achevement_previsible, 'date_achat', p.date_achat,
            'date_achevement', p.date_achevement),
          'lots', coalesce((select json_agg(json_build_object(
              'nb_logements', l.nb_logements,
              'financement', %4$s,
              'type_habitat', l.type_habitat,
              'prets', coalesce((select json_agg(json_build_object(
                  'preteur', r.preteur, 'autre', r.autre, 'date_octroi', r.date_octroi, 'numero', r.numero,
                  'duree', r.duree, 'montant', r.montant::text) order by r.ordre, r.id)
                from pret r where r.lot = l.id), '[]'::json),
              'logements', coalesce((select json_agg(json_build_object(
                  'designation', g.designation, 'typologie', g.typologie,
                  'surface_habitable', g.surface_habitable::text, 'surface_annexes', g.surface_annexes::text,
                  'surface_annexes_retenue', g.surface_annexes_retenue::text, 'surface_utile', g.surface_utile::text,
                  'loyer_par_metre_carre', g.loyer_par_metre_carre::text, 'coeficient', g.coeficient::text,
                  'loyer', g.loyer::text,
                  'annexes', coalesce((select json_agg(json_build_object(
                      'typologie', x.typologie,
                      'surface_hors_surface_retenue', x.surface_hors_surface_retenue::text,
                      'loyer_par_metre_carre', x.loyer_par_metre_carre::text, 'loyer', x.loyer::text)
                      order by x.ordre, x.id)
                    from annexe x where x.logement = g.id), '[]'::json)) order by g.import_order nulls last, g.id)
                from logement g where g.lot = l.id), '[]'::json),
              'type_stationnements', coalesce((select json_agg(json_build_object(
                  'typologie', s.typologie, 'nb_stationnements', s.nb_stationnements, 'loyer', s.loyer::text)
                  order by s.ordre, s.id)
                from type_stationnement s where s.lot = l.id), '[]'::json)) order by l.ordre, l.id)
            from lot l where l.convention = c.id), '[]'::json))::text as objet
        from convention c join programme p on p.id = c.programme left join convention m on m.id = c.parent
          left join reference_bailleur b on b.uuid = p.bailleur
          left join reference_administration a on a.uuid = p.administration
        where c.id > :dernier order by c.id limit :combien\
        """.formatted(
                    valeurs("t.type", AvenantType.values(), AvenantType::libelle),
                    valeurs("c.statut", Statut.values(), Statut::valeurHistorique),
                    valeurs("p.zone123", Zone123.values(), Zone123::code),
                    valeurs("l.financement", Financement.values(), Financement::code));

    private final JdbcClient jdbc;

    ExportInfoSiap(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Told after each page. */
    @FunctionalInterface
    interface Page {

        /**
         * A page was written.
         *
         * @param ecrites objects of this page
         * @param debut objects of the pages before it
         */
        void ecrite(int ecrites, long debut);
    }

    private record Objet(UUID id, String objet) {}

    /**
     * Writes the objects.
     *
     * @param limite most of them, null for all
     * @param sortie left open for its owner
     * @return how many
     */
    long ecrire(@Nullable Long limite, OutputStream sortie, Page page) throws IOException {
        var dernier = AVANT_TOUS;
        long ecrits = 0;
        long reste = limite == null ? Long.MAX_VALUE : limite;
        while (reste > 0) {
            int voulus = (int) Math.min(PAGE, reste);
            var objets = jdbc.sql(SQL)
                    .param("dernier", dernier)
                    .param("combien", voulus)
                    .query(Objet.class)
                    .list();
            for (var objet : objets) {
                // The database spaces its objects out; a line break inside a text is escaped by it already.
                sortie.write(objet.objet().getBytes(StandardCharsets.UTF_8));
                sortie.write('\n');
                dernier = objet.id();
            }
            if (!objets.isEmpty()) {
                page.ecrite(objets.size(), ecrits);
            }
            ecrits += objets.size();
            reste -= objets.size();
            if (objets.size() < voulus) {
                break;
            }
        }
        return ecrits;
    }

    /** A {@code case} that turns what a column holds into the value the field stores. */
    private static <E extends Enum<E>> String valeurs(String colonne, E[] valeurs, Function<E, String> valeur) {
        return Arrays.stream(valeurs)
                .map(e -> "when '" + e.name() + "' then '" + valeur.apply(e).replace("'", "''") + "'")
                .collect(Collectors.joining(" ", "(case " + colonne + " ", " else " + colonne + " end)"));
    }
}
