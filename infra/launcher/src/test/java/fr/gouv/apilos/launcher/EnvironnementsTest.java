package fr.gouv.apilos.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironnementsTest {

    @TempDir
    private Path dossier;

    private Secrets secrets;
    private final AdresseBase base = AdresseBase.lire("postgres://admin:p%40ss@db.exemple:6543/apilos?sslmode=require");
    private final Ports ports = new Ports(
            new LinkedHashMap<>(Map.of("web", 8080, "habilitation", 8081, "referentiel", 8082, "convention", 8083)),
            8090,
            1025,
            55_432,
            55_672);

    @BeforeEach
    void ouvrir() throws Exception {
        secrets = Secrets.ouvrir(dossier.resolve("secrets.properties"));
    }

    @Test
    void chaque_service_a_son_role_et_son_secret_et_ignore_ceux_des_autres() {
        var web = environnements(Map.of()).processus("web", null);
        var habilitation = environnements(Map.of()).processus("habilitation", null);
        assertThat(web.get("DATABASE_URL"))
                .isEqualTo("postgres://apilos_gateway:" + secrets.lire("base.gateway")
                        + "@db.exemple:6543/apilos?sslmode=require");
        assertThat(habilitation.get("DATABASE_URL")).contains("apilos_habilitation:");
        assertThat(web.get("CLIENT_SECRET")).isNotEqualTo(habilitation.get("CLIENT_SECRET"));
        assertThat(web).doesNotContainKeys("CLIENT_SECRETS", "TOKEN_KEY_SECRET");
        assertThat(habilitation.get("TOKEN_KEY_SECRET")).isNotEqualTo(habilitation.get("CLIENT_SECRET"));
        assertThat(habilitation.get("CLIENT_SECRETS"))
                .contains("gateway:" + web.get("CLIENT_SECRET"))
                .contains("convention-service:")
                .contains("document-worker:");
        assertThat(web.values()).noneMatch(v -> v.contains("p@ss") || v.contains(secrets.lire("base.convention")));
    }

    @Test
    void la_porte_connait_le_fournisseur_simule_hors_production_et_celui_qu_on_lui_donne() {
        var web = environnements(Map.of()).processus("web", null);
        assertThat(web)
                .containsEntry("OIDC_ISSUER", "http://localhost:8090/oidc")
                .containsEntry(
                        "OIDC_CLIENT_SECRET",
                        environnements(Map.of()).simulateurs().get("OIDC_CLIENT_SECRET"));
        assertThat(environnements(Map.of()).processus("habilitation", null)).doesNotContainKey("OIDC_CLIENT_SECRET");
        assertThat(environnements(Map.of("ENVIRONMENT", "production")).processus("web", null))
                .doesNotContainKey("OIDC_ISSUER");
        assertThat(environnements(Map.of("OIDC_ISSUER", "https://proconnect.exemple.fr"))
                        .processus("web", null))
                .containsEntry("OIDC_ISSUER", "https://proconnect.exemple.fr")
                .doesNotContainKey("OIDC_CLIENT_ID");
    }

    @Test
    void les_services_se_trouvent_et_trouvent_les_simulateurs() {
        var convention = environnements(Map.of()).processus("convention", null);
        assertThat(convention)
                .containsEntry("PORT", "8083")
                .containsEntry("BIND_ADDRESS", "127.0.0.1")
                .containsEntry("ENVIRONMENT", "development")
                .containsEntry("APILOS_URL", "http://localhost:8080")
                .containsEntry("HABILITATION_URL", "http://127.0.0.1:8081")
                .containsEntry("CERBERE_AUTH", "http://localhost:8090/cas")
                .containsEntry("SIAP_CLIENT_HOST", "http://localhost:8090/siap")
                .containsEntry("SMTP_URL", "smtp://127.0.0.1:1025")
                .containsEntry("AMQP_URL", "amqp://x")
                .containsEntry("POSTDEPLOY_AT_START", "true");
        assertThat(environnements(Map.of()).simulateurs())
                .containsEntry("SIAP_CLIENT_JWT_SIGN_KEY", convention.get("SIAP_CLIENT_JWT_SIGN_KEY"))
                .containsEntry(
                        "JWT_SIGN_KEY",
                        environnements(Map.of()).processus("web", null).get("JWT_SIGN_KEY"))
                .containsEntry("SMTP_PORT", "1025")
                .doesNotContainKeys("DATABASE_URL", "CLIENT_SECRET", "AMQP_URL");
    }

    @Test
    void l_environnement_de_l_utilisateur_gagne_sauf_ce_qui_distingue_les_processus() {
        var herite = Map.of(
                "CERBERE_AUTH", "https://cerbere.exemple/cas",
                "SMTP_URL", "smtp://relais:25",
                "PATH", "/bin",
                "DATABASE_URL", "postgres://admin@secret/base",
                "PORT", "1",
                "BIND_ADDRESS", "0.0.0.0");
        var convention = environnements(herite).processus("convention", null);
        assertThat(convention)
                .containsEntry("CERBERE_AUTH", "https://cerbere.exemple/cas")
                .containsEntry("SMTP_URL", "smtp://relais:25")
                .containsEntry("PATH", "/bin")
                .containsEntry("PORT", "8083")
                .containsEntry("BIND_ADDRESS", "127.0.0.1");
        assertThat(convention.get("DATABASE_URL")).doesNotContain("secret");
        assertThat(environnements(herite).processus("web", null)).containsEntry("BIND_ADDRESS", "0.0.0.0");
    }

    @Test
    void le_jeu_de_donnees_va_a_ceux_qui_en_ont() {
        var jeu = dossier.resolve("jeu.json");
        var environnements = environnements(Map.of());
        assertThat(environnements.processus("convention", jeu)).containsEntry("DATASET", jeu.toString());
        assertThat(environnements.processus("web", jeu)).doesNotContainKey("DATASET");
        assertThat(environnements.processus("convention", null)).doesNotContainKey("DATASET");
    }

    @Test
    void les_secrets_se_gardent_et_ne_se_lisent_que_par_leur_proprietaire() throws Exception {
        var fichier = dossier.resolve("secrets.properties");
        var premier = secrets.lire("a");
        secrets.enregistrer();
        assertThat(Secrets.ouvrir(fichier).lire("a")).isEqualTo(premier).matches("[0-9a-f]{48}");
        assertThat(
                        Fichiers.posix(dossier)
                                ? java.nio.file.attribute.PosixFilePermissions.toString(
                                        java.nio.file.Files.getPosixFilePermissions(fichier))
                                : "rw-------")
                .isEqualTo("rw-------");
    }

    private Environnements environnements(Map<String, String> herite) {
        return new Environnements(herite, ports, base, "amqp://x", dossier.resolve("fichiers"), secrets);
    }
}
