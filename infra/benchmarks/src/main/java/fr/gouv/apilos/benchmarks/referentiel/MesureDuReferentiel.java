package fr.gouv.apilos.benchmarks.referentiel;

import com.sun.net.httpserver.HttpServer;
import fr.gouv.apilos.testing.InfrastructureDeTest;
import fr.gouv.apilos.testing.JetonDeTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Measures referentiel-service over HTTP with 50 000 bailleurs on a real PostgreSQL: what a field proposes (goal: 20 ms), and a
 * whole resynchronisation with its check (goal: 30 s), by pages and from the journal. Needs the jar of referentiel-service.
 * Argument: where to write the figures.
 */
public final class MesureDuReferentiel {

    private static final int BAILLEURS = 50_000;
    private static final int TOURS = 300;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = JsonMapper.builder().build();
    private final String adresse;
    private final String jeton = JetonDeTest.jeton(JetonDeTest.staff());
    private final List<String> rapport = new ArrayList<>();

    private MesureDuReferentiel(String adresse) {
        this.adresse = adresse;
    }

    /** Runs the whole measure. */
    public static void main(String[] arguments) throws Exception {
        var infrastructure = InfrastructureDeTest.demarree();
        String url;
        try (var role = infrastructure.role("referentiel")) {
            url = role.getMetaData().getURL();
        }
        var emetteur = publierLaCle();
        int port = portLibre();
        var service = demarrer(infrastructure, url, emetteur.getAddress().getPort(), port);
        try {
            var mesure = new MesureDuReferentiel("http://127.0.0.1:" + port);
            mesure.attendre(service);
            remplir(infrastructure);
            mesure.proposer();
            mesure.resynchroniser();
            mesure.rejouer();
            var texte = String.join(System.lineSeparator(), mesure.rapport) + System.lineSeparator();
            System.out.print(texte);
            if (arguments.length > 0) {
                Files.writeString(Path.of(arguments[0]), texte);
            }
        } finally {
            service.destroy();
            service.waitFor(20, TimeUnit.SECONDS);
        }
        System.exit(0);
    }

    /** The service as it is delivered: its own jar, in its own process, with the compiler of production. */
    private static Process demarrer(InfrastructureDeTest infrastructure, String url, int emetteur, int port)
            throws IOException {
        var racine = Path.of("").toAbsolutePath();
        while (!Files.exists(racine.resolve("Procfile"))) {
            racine = racine.getParent();
        }
        Path jar;
        try (var jars = Files.newDirectoryStream(racine.resolve("referentiel-service/target"), "*-exec.jar")) {
            jar = jars.iterator().next();
        }
        var constructeur = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-jar",
                        jar.toString())
                .redirectErrorStream(true)
                .redirectOutput(racine.resolve("infra/benchmarks/target/referentiel.log")
                        .toFile());
        Files.createDirectories(racine.resolve("infra/benchmarks/target"));
        constructeur.environment().put("PORT", String.valueOf(port));
        constructeur.environment().put("DATABASE_URL", url);
        constructeur.environment().put("SPRING_DATASOURCE_USERNAME", "apilos_referentiel");
        constructeur.environment().put("SPRING_DATASOURCE_PASSWORD", "test");
        constructeur.environment().put("AMQP_URL", infrastructure.amqpUrl());
        constructeur.environment().put("HABILITATION_URL", "http://127.0.0.1:" + emetteur);
        return constructeur.start();
    }

    private static HttpServer publierLaCle() throws IOException {
        var serveur = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        serveur.createContext("/oauth2/jwks", echange -> {
            var corps = JetonDeTest.jwks().getBytes(StandardCharsets.UTF_8);
            echange.getResponseHeaders().add("Content-Type", "application/json");
            echange.sendResponseHeaders(200, corps.length);
            echange.getResponseBody().write(corps);
            echange.close();
        });
        serveur.start();
        return serveur;
    }

    private static int portLibre() throws IOException {
        try (var prise = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return prise.getLocalPort();
        }
    }

    private void attendre(Process service) throws IOException, InterruptedException {
        for (int i = 0; i < 240 && service.isAlive(); i++) {
            try {
                demander("/actuator/health/readiness");
                return;
            } catch (IOException | IllegalStateException _) {
                service.waitFor(500, TimeUnit.MILLISECONDS);
            }
        }
        throw new IllegalStateException(
                "referentiel-service did not start, see infra/benchmarks/target/referentiel.log");
    }

    /** Names as the field writes them: words in many orders, towns, numbers. */
    private static void remplir(InfrastructureDeTest infrastructure) throws SQLException {
        try (var connexion = infrastructure.role("referentiel");
                var ordre = connexion.createStatement()) {
            ordre.execute("set search_path to referentiel, public");
            ordre.execute("""
                insert into bailleur (uuid, nom, siret, siren, nature_bailleur, sous_nature_bailleur, adresse,
                  code_postal, ville, capital_social, signataire_nom, version)
                select gen_random_uuid(),
                  (array['Habitat', 'Logis', 'Foyer', 'Office public de l''habitat', 'Société HLM', 'Maison', 'Toit',
                    'Résidences', 'Logement', 'Coopérative'])[1 + i %% 10] || ' '
                  || (array['du Ménez', 'des Calanques', 'de la Loire', 'Métropole', 'du Val d''Or', 'des Alpilles',
                    'de Cornouaille', 'du Grand Lyon', 'des Oliviers', 'de l''Estuaire', 'des Goémons', 'du Mistral',
                    'de Bretagne', 'des Flandres', 'du Béarn', 'de Savoie', 'des Abers', 'du Quercy', 'de Provence',
                    'des Vosges'])[1 + (i / 10) %% 20] || ' ' || (array['Nord', 'Sud', 'Est', 'Ouest', 'Centre',
                    'Littoral', 'Plateau', 'Vallée'])[1 + (i / 200) %% 8] || ' ' || i,
                  lpad((100000000 + i * 7)::text, 9, '0') || '00017', lpad((100000000 + i * 7)::text, 9, '0'),
                  'HLM', 'OFFICE_PUBLIC_HLM', i || ' rue des Essais', lpad((1000 + i %% 94000)::text, 5, '0'),
                  'Ville ' || i %% 900, 150000, 'Hélène Essai', 1
                from generate_series(1, %d) i\
                """.formatted(BAILLEURS));
            ordre.execute("""
                insert into changement (entite, uuid, version, geste, etat)
                select 'BAILLEUR', uuid, version, '+', jsonb_build_object('uuid', uuid, 'nom', nom, 'siret', siret,
                  'siren', siren, 'natureBailleur', nature_bailleur, 'version', version, 'supprime', supprime)
                from bailleur\
                """);
            ordre.execute("analyze bailleur");
            ordre.execute("analyze changement");
        }
    }

    private void proposer() throws IOException, InterruptedException {
        var hasard = new Random(42);
        for (var cas : new String[][] {
            {"mots exacts", "cornouaille littoral", "habitat calanques", "savoie", "goemons ouest", "quercy vallee"},
            {"mot très courant", "habitat", "office", "public", "logement", "nord"},
            {"début de deux lettres", "ha", "lo", "me", "qu", "12"},
            {"une lettre", "h", "m", "z", "o", "q"},
            {"SIREN ou SIRET", "100000707", "10035 0 000", "1003499930001", "100123", "99999"},
            {"fautes de frappe", "cornouaile", "calanks", "coperative abers", "provance", "habitta goemon"},
            {"rien de tel", "zzzzxyw", "wqwqwq vbvb", "0000000", "xylophone", "kkkk"}
        }) {
            for (int i = 1; i < cas.length; i++) {
                duree("/search/bailleur?q=" + encoder(cas[i]));
            }
            var durees = new long[TOURS];
            for (int i = 0; i < TOURS; i++) {
                durees[i] = duree("/search/bailleur?q=" + encoder(cas[1 + hasard.nextInt(cas.length - 1)]));
            }
            Arrays.sort(durees);
            dire("proposer, %-22s médiane %5.1f ms, 95 %% %5.1f ms, max %6.1f ms"
                    .formatted(
                            cas[0], durees[TOURS / 2] / 1e6, durees[TOURS * 95 / 100] / 1e6, durees[TOURS - 1] / 1e6));
        }
    }

    private void resynchroniser() throws IOException, InterruptedException {
        var debut = System.nanoTime();
        var copie = new TreeMap<String, Long>();
        var suivant = "";
        int pages = 0;
        do {
            var page = lire("/api/v1/bailleurs?taille=1000" + (suivant.isEmpty() ? "" : "&apres=" + suivant));
            page.path("elements")
                    .forEach(b -> copie.put(
                            b.path("uuid").asString(), b.path("version").asLong()));
            suivant = page.path("suivant").asString("");
            pages++;
        } while (!suivant.isEmpty());
        comparer(copie);
        dire("resynchroniser par pages, %d bailleurs, %d pages, empreintes égales : %.1f s"
                .formatted(copie.size(), pages, (System.nanoTime() - debut) / 1e9));
    }

    private void rejouer() throws IOException, InterruptedException {
        var debut = System.nanoTime();
        var copie = new TreeMap<String, Long>();
        long depuis = 0;
        JsonNode page;
        do {
            page = lire("/api/v1/changements?taille=1000&depuis=" + depuis);
            for (var redite : page.path("elements")) {
                depuis = redite.path("sequence").asLong();
                var b = redite.path("message").path("bailleur");
                copie.merge(b.path("uuid").asString(), b.path("version").asLong(), Math::max);
            }
        } while (depuis < page.path("derniere").asLong());
        comparer(copie);
        dire("rejouer le journal depuis le début, %d changements, empreintes égales : %.1f s"
                .formatted(copie.size(), (System.nanoTime() - debut) / 1e9));
    }

    private void comparer(TreeMap<String, Long> copie) throws IOException, InterruptedException {
        var empreinte = lire("/api/v1/bailleurs/empreinte");
        var lignes = copie.entrySet().stream()
                .map(e -> e.getKey() + ":" + e.getValue())
                .sorted()
                .toList();
        if (!empreinte.path("sha256").asString().equals(sha256(String.join("\n", lignes)))) {
            throw new IllegalStateException("the copy differs from its source");
        }
    }

    private long duree(String chemin) throws IOException, InterruptedException {
        var debut = System.nanoTime();
        demander(chemin);
        return System.nanoTime() - debut;
    }

    private JsonNode lire(String chemin) throws IOException, InterruptedException {
        return json.readTree(demander(chemin));
    }

    private String demander(String chemin) throws IOException, InterruptedException {
        var reponse = http.send(
                HttpRequest.newBuilder(URI.create(adresse + chemin))
                        .header("Authorization", "Bearer " + jeton)
                        .timeout(PATIENCE)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (reponse.statusCode() != 200) {
            throw new IllegalStateException(chemin + ": " + reponse.statusCode() + " " + reponse.body());
        }
        return reponse.body();
    }

    private void dire(String ligne) {
        rapport.add(ligne);
    }

    private static String encoder(String q) {
        return URLEncoder.encode(q, StandardCharsets.UTF_8);
    }

    private static String sha256(String texte) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(texte.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
