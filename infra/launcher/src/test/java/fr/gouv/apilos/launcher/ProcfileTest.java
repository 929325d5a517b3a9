package fr.gouv.apilos.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcfileTest {

    @Test
    void une_ligne_par_processus_sans_commentaires_ni_lignes_vides() {
        var procfile = Procfile.lire("""
            # the door first
            web: java -jar a.jar

            worker-2 :  run me : now
            postdeploy: migrate
            """);
        assertThat(procfile.lignes())
                .containsExactly(
                        new Procfile.Ligne("web", "java -jar a.jar"),
                        new Procfile.Ligne("worker-2", "run me : now"),
                        new Procfile.Ligne("postdeploy", "migrate"));
        assertThat(procfile.permanents()).extracting("nom").containsExactly("web", "worker-2");
    }

    @Test
    void une_ligne_fausse_ou_un_nom_double_se_dit_avec_son_numero() {
        assertThatThrownBy(() -> Procfile.lire("web: a\nrien ici"))
                .isInstanceOf(DemarrageImpossible.class)
                .hasMessageContaining("ligne 2");
        assertThatThrownBy(() -> Procfile.lire("web: a\nweb: b"))
                .isInstanceOf(DemarrageImpossible.class)
                .hasMessageContaining("« web »");
    }

    @Test
    void les_mots_se_coupent_comme_dans_un_shell() {
        var variables = Map.of("JAVA_OPTS", "-Xmx1m  -Da=b", "VIDE", "", "NOM", "c d");
        assertThat(Procfile.mots("java $JAVA_OPTS $VIDE -jar 'x y.jar' \"${NOM}\" ${PORT:-80} $ABSENTE", variables))
                .containsExactly("java", "-Xmx1m", "-Da=b", "-jar", "x y.jar", "c d", "80");
        assertThat(Procfile.mots("echo '$NOM'", variables)).containsExactly("echo", "$NOM");
    }

    @Test
    void une_commande_plus_riche_va_au_shell() {
        assertThat(Procfile.mots("a && b", Map.of())).containsExactly("sh", "-c", "a && b");
        assertThat(Procfile.mots("for s in x; do y; done", Map.of())).startsWith("sh", "-c");
    }

    @Test
    void le_jar_est_celui_qui_repond_au_motif_et_il_est_seul(@TempDir Path racine) throws Exception {
        var cible = Files.createDirectories(racine.resolve("m/target"));
        assertThatThrownBy(() -> Procfile.jar(racine, "m/target/m-*-exec.jar"))
                .isInstanceOf(DemarrageImpossible.class)
                .hasMessageContaining("n’est pas construit");
        var jar = Files.createFile(cible.resolve("m-1.0-exec.jar"));
        Files.createFile(cible.resolve("m-1.0.jar"));
        assertThat(Procfile.jar(racine, "m/target/m-*-exec.jar")).isEqualTo(jar);
        Files.createFile(cible.resolve("m-1.1-exec.jar"));
        assertThatThrownBy(() -> Procfile.jar(racine, "m/target/m-*-exec.jar")).hasMessageContaining("Plusieurs");
    }

    @Test
    void le_procfile_du_depot_nomme_les_cinq_services_et_les_migrations() {
        var racine = Path.of("").toAbsolutePath();
        while (!Files.exists(racine.resolve("Procfile"))) {
            racine = racine.getParent();
        }
        var procfile = Procfile.lire(racine.resolve("Procfile"));
        assertThat(procfile.permanents())
                .allSatisfy(l -> assertThat(ServiceConnu.de(l.nom())).isPresent());
        assertThat(procfile.permanents()).hasSize(ServiceConnu.values().length);
        assertThat(procfile.lignes()).extracting("nom").contains(Procfile.POSTDEPLOY);
    }
}
