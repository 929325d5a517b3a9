package fr.gouv.apilos.referentiel.reprise;

import static fr.gouv.apilos.testing.DumpDEssai.ligne;
import static org.assertj.core.api.Assertions.assertThat;

import fr.gouv.apilos.platform.reprise.RapportDeReprise;
import fr.gouv.apilos.platform.reprise.SuiviDeReprise;
import fr.gouv.apilos.referentiel.administration.Administration;
import fr.gouv.apilos.referentiel.bailleur.Bailleur;
import fr.gouv.apilos.testing.DumpDEssai;
import fr.gouv.apilos.testing.SchemaNeuf;
import fr.gouv.apilos.testing.Shared;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Bailleurs, administrations and indices of an installation that runs the original. */
class ReprisePersistanceIT {

    private static final SuiviDeReprise MUET = (fait, total, etape) -> {};

    private final SchemaNeuf base = new SchemaNeuf();
    private final JdbcTemplate jdbc = new JdbcTemplate(base);

    @TempDir
    Path dossier;

    @Test
    void RB1_2_bailleurs_keep_their_parents_and_numbers_and_the_journal_tells_them() throws IOException {
        var fichier = new DumpDEssai()
                .table(
                        "bailleurs_bailleur",
                        "id, uuid, nom, siret, siren, nature_bailleur, sous_nature_bailleur, parent_id, capital_social",
                        ligne(2, uuid(2), "Fille", "900 000 002 00017", null, "HLM", "SA_HLM_ESH", 1, "12.50"),
                        ligne(1, uuid(1), "Mère", "90000000100017", "900000001", "", "", null, null),
                        ligne(3, uuid(3), "Doublon", "90000000100017", "900000003", "HLM", "", null, null),
                        ligne(4, uuid(4), "Inconnue", "900000004", null, "Château", "", null, null),
                        ligne(5, uuid(5), "Enfant d’une écartée", "900000005", null, "HLM", "", 4, null),
                        ligne(6, uuid(6), "Sans numéro", "", null, "HLM", "", null, null))
                .table(
                        "instructeurs_administration",
                        "id, uuid, nom, code, nb_convention_exemplaires",
                        ligne(1, uuid(11), "DDT", "DD013", null),
                        ligne(2, uuid(12), "Autre", "DD013", 2))
                .table(
                        "programmes_indiceevolutionloyer",
                        "id, uuid, is_loyer, annee, nature_logement, evolution, date_debut, date_fin",
                        ligne(1, uuid(21), "t", 2024, "LOGEMENTSORDINAIRES", "3.26", "2024-01-01", "2024-12-31"))
                .table(
                        "programmes_indiceevolutionloyer_departements",
                        "id, indiceevolutionloyer_id, departement_id",
                        ligne(1, 1, 13))
                .table("apilos_settings_departement", "id, code_insee", ligne(13, "13"))
                .fichier(dossier);
        var reprise = base.reprise(new RepriseConfiguration().planDeReprise(), "development");
        var rapport = reprise.reprendre(fichier, false, "essai", MUET);
        assertThat(rapport.juste()).as(rapport.texte()).isTrue();
        assertThat(reprise.quarantaine(0, 20))
                .extracting(e -> e.source() + " " + e.cle() + " " + e.fautes().getFirst())
                .containsExactlyInAnyOrder(
                        "bailleurs_bailleur 3 siret « 90000000100017 » : une autre ligne du fichier le porte",
                        "bailleurs_bailleur 4 nature_bailleur « Château » : est une valeur inconnue",
                        "bailleurs_bailleur 5 parent_id « 4 » : renvoie à une ligne absente ou écartée",
                        "bailleurs_bailleur 6 siret «  » : une valeur est nécessaire",
                        "instructeurs_administration 2 code « DD013 » : une autre ligne du fichier le porte");
        assertThat(jdbc.queryForMap(
                        "select siret, siren, parent, nature_bailleur from bailleur where uuid = ?", uuid(2)))
                .containsEntry("siret", "90000000200017")
                .containsEntry("siren", "900000002")
                .containsEntry("parent", uuid(1));
        assertThat(jdbc.queryForList(
                        "select entite || ' ' || (etat ->> 'nom') from changement where motif = 'Reprise' order by sequence",
                        String.class))
                .containsExactlyInAnyOrder("BAILLEUR Fille", "BAILLEUR Mère", "ADMINISTRATION DDT");
        assertThat(jdbc.queryForObject("select departements::text from indice", String.class))
                .isEqualTo("{13}");
        assertThat(reprise.reprendre(fichier, false, "essai", MUET).comptes())
                .allSatisfy(compte -> assertThat(compte.ecrites()).isZero());
        assertThat(jdbc.queryForObject("select count(*) from changement", Integer.class))
                .isEqualTo(3);
    }

    @Test
    void a_real_installation_is_taken_whole() {
        var fichier = Shared.chemin("data/reprise/apilos-donnees.sql.gz");
        var rapport = base.reprise(new RepriseConfiguration().planDeReprise(), "development")
                .reprendre(fichier, false, "essai", MUET);
        assertThat(rapport.juste()).as(rapport.texte()).isTrue();
        assertThat(rapport.comptes())
                .contains(
                        new RapportDeReprise.Compte("bailleurs_bailleur", "bailleur", 305, 305, 0, 0),
                        new RapportDeReprise.Compte("instructeurs_administration", "administration", 62, 62, 0, 0));
    }

    /** Consumers read these rows as they read those the service writes itself. */
    @Test
    void the_journal_tells_rows_taken_over_in_the_words_of_the_service() throws IOException {
        var fichier = new DumpDEssai()
                .table("bailleurs_bailleur", "id, uuid, nom, siret", ligne(1, uuid(1), "Mère", "90000000100017"))
                .table("instructeurs_administration", "id, uuid, nom, code", ligne(1, uuid(11), "DDT", "DD013"))
                .fichier(dossier);
        base.reprise(new RepriseConfiguration().planDeReprise(), "development")
                .reprendre(fichier, false, "essai", MUET);
        assertThat(motsDuJournal("BAILLEUR"))
                .isEqualTo(composants(Bailleur.class))
                .containsAll(motsDuContrat("bailleur.modifie.v1", "bailleur"));
        assertThat(motsDuJournal("ADMINISTRATION"))
                .isEqualTo(composants(Administration.class))
                .containsAll(motsDuContrat("administration.modifiee.v1", "administration"));
    }

    private Set<String> motsDuJournal(String entite) {
        return new TreeSet<>(jdbc.queryForList(
                "select jsonb_object_keys(etat) from changement where entite = ?", String.class, entite));
    }

    private static Set<String> composants(Class<? extends Record> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What the contract lets consumers read. */
    private static Set<String> motsDuContrat(String message, String objet) throws IOException {
        var schema = JsonMapper.shared()
                .readTree(Files.readString(Path.of("../infra/contracts/src/main/resources/contracts/messages")
                        .resolve(message + ".schema.json")));
        var mots = new TreeSet<>(
                schema.path("properties").path(objet).path("properties").propertyNames());
        assertThat(mots).isNotEmpty();
        return mots;
    }

    private static UUID uuid(int numero) {
        return UUID.fromString("00000000-0000-4000-8000-%012d".formatted(numero));
    }
}
