package fr.gouv.apilos.launcher;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The whole platform on this machine: embedded servers, simulators, then every process of the Procfile. */
public final class Lanceur implements AutoCloseable {

    static final String SIMULATEURS = "simulateurs";
    private static final String JAR_SIMULATEURS = "infra/simulators/target/simulators-*-exec.jar";
    private static final Duration DELAI_ARRET = Duration.ofSeconds(30);

    private final Options options;
    private final Map<String, String> herite;
    private final Console console;
    private final Instant debut;
    private final String java =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private final ExecutorService taches = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("tache-", 0).factory());
    private final List<Processus> processus = new CopyOnWriteArrayList<>();
    private final Map<String, CacheAot.Application> applications = new ConcurrentHashMap<>();
    private final CountDownLatch arrete = new CountDownLatch(1);
    private final CacheAot cache;
    private volatile CompletableFuture<Void> serveursEnRoute = CompletableFuture.completedFuture(null);
    private boolean arretCommence;
    private FileChannel verrou;
    private PostgresEmbarque postgresql;
    private CourtierEmbarque courtier;
    private Environnements environnements;
    private AdresseBase base;
    private String amqp;

    /**
     * Prepares a launch.
     *
     * @param herite environment given to the processes and read for {@code DATABASE_URL} and {@code AMQP_URL}
     * @param debut when the wait of the user began
     */
    Lanceur(Options options, Map<String, String> herite, Console console, Instant debut) {
        this.options = options;
        this.herite = herite;
        this.console = console;
        this.debut = debut;
        this.cache = new CacheAot(options.commun().resolve("aot"), java);
    }

    public static void main(String[] args) {
        // Arguments arrive one by one, or as one text when Maven passes them on.
        var arguments = Stream.of(args)
                .flatMap(a -> Stream.of(a.strip().split("\\s+")))
                .filter(a -> !a.isEmpty())
                .toList();
        if (arguments.contains("--aide") || arguments.contains("--help")) {
            System.out.println(Options.AIDE);
            return;
        }
        var terminal = System.console() != null && System.console().isTerminal() && System.getenv("NO_COLOR") == null;
        var console = new Console(System.out, terminal, false);
        Lanceur enCours = null;
        try {
            var options = Options.lire(arguments, Path.of(""), terminal);
            console = new Console(System.out, options.couleurs(), options.discret());
            var maintenant = Instant.now();
            var lanceur = new Lanceur(
                    options,
                    System.getenv(),
                    console,
                    ProcessHandle.current().info().startInstant().orElse(maintenant));
            enCours = lanceur;
            Signaux.surDemandeArret(() -> {
                lanceur.close();
                System.exit(0);
            });
            Runtime.getRuntime().addShutdownHook(new Thread(lanceur::close, "arret-de-secours"));
            lanceur.demarrer();
            lanceur.attendre();
        } catch (DemarrageImpossible e) {
            var interrompu = enCours != null && enCours.arretCommence();
            if (!interrompu) {
                console.alerter(e.getMessage());
            }
            if (enCours != null) {
                enCours.close();
            }
            System.exit(interrompu ? 0 : 1);
        }
    }

    /** Starts everything and returns once it is ready. */
    public void demarrer() {
        var procfile = Procfile.lire(options.procfile());
        preparerDossiers();
        arreterRescapes();
        var noms = procfile.permanents().stream().map(Procfile.Ligne::nom).toList();
        var ports = Ports.choisir(noms, options.portBase(), options.simulateurs());
        var secrets = secrets();
        console.dire("Démarrage de " + noms.size() + " processus"
                + (herite.containsKey("DATABASE_URL") ? "" : ", PostgreSQL embarqué")
                + (herite.containsKey("AMQP_URL") ? "" : ", AMQP embarqué")
                + " (données : " + options.donnees() + ")");

        var pretBase = tache(() -> preparerBase(ports, secrets));
        var pretAmqp = tache(() -> preparerAmqp(ports, secrets));
        serveursEnRoute = CompletableFuture.allOf(pretBase, pretAmqp);
        // The commands are made once the addresses are known; their jars are unpacked meanwhile.
        var deballages = new ArrayList<CompletableFuture<?>>();
        if (options.simulateurs()) {
            deballages.add(tache(() -> preparerApplication(SIMULATEURS, JAR_SIMULATEURS)));
        }
        for (var ligne : procfile.permanents()) {
            jarDe(ligne).ifPresent(motif -> deballages.add(tache(() -> preparerApplication(ligne.nom(), motif))));
        }
        deballages.forEach(Lanceur::attendre);
        base = attendre(pretBase);
        amqp = attendre(pretAmqp);
        environnements =
                new Environnements(herite, ports, base, amqp, options.donnees().resolve("fichiers"), secrets);

        var jeu = jeuDeDonnees();
        var jeuACharger = jeu.filter(j -> !new BaseDeDonnees(base).jeuCharge(empreinte(j)));
        if (options.simulateurs()) {
            ajouter(
                    SIMULATEURS,
                    List.of("java", "-jar", JAR_SIMULATEURS),
                    ports.simulateurs(),
                    environnements.simulateurs(),
                    ServiceConnu.ORDRE_SIMULATEURS);
        }
        for (var ligne : procfile.permanents()) {
            var env = environnements.processus(ligne.nom(), jeuACharger.orElse(null));
            ajouter(
                    ligne.nom(),
                    mots(ligne, env),
                    ports.processus().get(ligne.nom()),
                    env,
                    ServiceConnu.de(ligne.nom()).map(ServiceConnu::ordreArret).orElse(ServiceConnu.ORDRE_INCONNU));
        }
        // The environments above made their secrets (clients, key of the tokens…): the next start must find them.
        enregistrer(secrets);
        var avecCache = applications.values().stream().allMatch(CacheAot.Application::aUnCache);
        synchronized (this) {
            if (arretCommence) {
                return;
            }
            processus.forEach(Processus::demarrer);
        }
        processus.forEach(p -> attendre(p.pret()));
        jeuACharger.ifPresent(j -> new BaseDeDonnees(base).noterJeuCharge(empreinte(j)));
        annoncer(jeuACharger.isPresent(), avecCache);
        if (options.pretFichier() != null) {
            ecrirePret();
        }
        if (options.aot() == Options.Aot.ENTRAINER) {
            Thread.ofPlatform().daemon().name("aot").start(this::entrainer);
        }
    }

    /** Waits until something stops the platform. */
    public void attendre() {
        try {
            arrete.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Address of the gateway. */
    public String url() {
        return environnements.adressePublique();
    }

    /** Stops the processes in order, then the embedded servers. Calling it again waits for the first call. */
    @Override
    public void close() {
        boolean premier;
        synchronized (this) {
            premier = !arretCommence;
            arretCommence = true;
        }
        if (!premier) {
            attendre();
            return;
        }
        try {
            cache.close();
            if (verrou != null) {
                console.dire("Arrêt en cours…");
            }
            arreterProcessus();
            // Interrupting a server that is coming up would leave it half made: let it come, then stop it.
            serveursEnRoute.handle((_, _) -> null).join();
            fermer("le courtier de messages", courtier);
            fermer("PostgreSQL", postgresql);
            if (verrou != null) {
                // Without the lock these files are those of another launcher.
                Files.deleteIfExists(etat());
                if (options.pretFichier() != null) {
                    Files.deleteIfExists(options.pretFichier());
                }
                verrou.close();
                console.dire("Tout est arrêté ; les données restent dans " + options.donnees());
            }
        } catch (IOException e) {
            console.alerter("L’arrêt n’est pas complet : " + e.getMessage());
        } finally {
            taches.shutdown();
            arrete.countDown();
        }
    }

    private void arreterProcessus() {
        for (var groupe : groupesArret(processus)) {
            var arrets = groupe.stream()
                    .map(p -> CompletableFuture.runAsync(() -> p.arreter(DELAI_ARRET), taches))
                    .toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(arrets).join();
        }
    }

    /** Those that may stop together, first group first. */
    static List<List<Processus>> groupesArret(List<Processus> processus) {
        return processus.stream()
                .collect(Collectors.groupingBy(p -> p.definition().ordreArret()))
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .toList();
    }

    private void fermer(String quoi, AutoCloseable serveur) {
        if (serveur == null) {
            return;
        }
        try {
            serveur.close();
        } catch (Exception e) {
            console.alerter("Arrêt manqué, " + quoi + " : " + e.getMessage());
        }
    }

    private void preparerDossiers() {
        try {
            Files.createDirectories(options.commun());
            Files.createDirectories(options.donnees());
            Files.createDirectories(journaux());
            Files.createDirectories(options.donnees().resolve("fichiers"));
            verrou = FileChannel.open(
                    options.donnees().resolve("verrou"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                if (verrou.tryLock() == null) {
                    throw new OverlappingFileLockException();
                }
            } catch (OverlappingFileLockException e) {
                verrou.close();
                verrou = null;
                throw new DemarrageImpossible(
                        "La plateforme tourne déjà sur " + options.donnees()
                                + " : arrêtez-la (Ctrl-C), ou donnez un autre dossier avec --donnees.",
                        e);
            }
        } catch (IOException e) {
            throw new DemarrageImpossible(
                    "Le dossier " + options.donnees() + " ne peut être préparé : " + e.getMessage(), e);
        }
    }

    /** A launcher that was killed leaves children behind: they hold the ports, and only they are in this file. */
    private void arreterRescapes() {
        try {
            if (!Files.exists(etat())) {
                return;
            }
            for (var ligne : Files.readAllLines(etat())) {
                var mots = ligne.split(" ");
                ProcessHandle.of(Long.parseLong(mots[0]))
                        .filter(p -> aDemarre(p, Instant.ofEpochMilli(Long.parseLong(mots[1]))))
                        .ifPresent(p -> arreterRescape(p, mots[2]));
            }
            Files.delete(etat());
        } catch (IOException | NumberFormatException e) {
            throw new DemarrageImpossible("Le fichier " + etat() + " ne peut être lu : " + e.getMessage(), e);
        }
    }

    /** The number alone could be that of a newer process. The system's account of the start varies by a few ms. */
    private static boolean aDemarre(ProcessHandle processus, Instant attendu) {
        return processus
                .info()
                .startInstant()
                .filter(i -> Duration.between(i, attendu).abs().compareTo(Duration.ofSeconds(2)) < 0)
                .isPresent();
    }

    private void arreterRescape(ProcessHandle processus, String nom) {
        console.dire("Arrêt de « " + nom + " », laissé par un lancement qui a été tué");
        processus.destroy();
        try {
            processus.onExit().get(DELAI_ARRET.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException _) {
            processus.destroyForcibly();
        }
    }

    private Secrets secrets() {
        try {
            return Secrets.ouvrir(options.donnees().resolve("secrets.properties"));
        } catch (IOException e) {
            throw new DemarrageImpossible("Les secrets ne peuvent être lus : " + e.getMessage(), e);
        }
    }

    private static void enregistrer(Secrets secrets) {
        try {
            secrets.enregistrer();
        } catch (IOException e) {
            throw new DemarrageImpossible("Les secrets ne peuvent être écrits : " + e.getMessage(), e);
        }
    }

    private AdresseBase preparerBase(Ports ports, Secrets secrets) {
        AdresseBase adresse;
        if (herite.containsKey("DATABASE_URL")) {
            adresse = AdresseBase.lire(herite.get("DATABASE_URL"));
        } else {
            var motDePasse = secrets.lire("postgresql");
            // Kept before it is used: a database whose password is lost cannot be opened again.
            enregistrer(secrets);
            var serveur = PostgresEmbarque.demarrer(
                    options.commun(),
                    options.donnees().resolve("postgres"),
                    journaux().resolve("postgresql.log"),
                    ports.postgresql(),
                    motDePasse);
            garder(() -> postgresql = serveur, serveur);
            adresse = new AdresseBase(
                    "127.0.0.1", ports.postgresql(), "apilos", PostgresEmbarque.UTILISATEUR, motDePasse, "");
        }
        new BaseDeDonnees(adresse).preparer(secrets);
        return adresse;
    }

    private String preparerAmqp(Ports ports, Secrets secrets) {
        if (herite.containsKey("AMQP_URL")) {
            return herite.get("AMQP_URL");
        }
        var motDePasse = secrets.lire("amqp");
        var serveur = CourtierEmbarque.demarrer(options.donnees().resolve("amqp"), ports.amqp(), motDePasse);
        garder(() -> courtier = serveur, serveur);
        return "amqp://" + CourtierEmbarque.UTILISATEUR + ":" + motDePasse + "@127.0.0.1:" + ports.amqp();
    }

    /** A server that comes up while the user already asked to stop is stopped at once. */
    private synchronized void garder(Runnable affectation, AutoCloseable serveur) {
        if (arretCommence) {
            fermer("un serveur", serveur);
            throw new DemarrageImpossible("Démarrage interrompu.");
        }
        affectation.run();
    }

    private Void preparerApplication(String nom, String motif) {
        var jar = Procfile.jar(options.racine(), motif);
        if (options.aot() != Options.Aot.NON) {
            applications.put(nom, cache.preparer(jar));
        }
        return null;
    }

    private void ajouter(String nom, List<String> mots, int port, Map<String, String> env, int ordreArret) {
        var commande = new ArrayList<String>();
        var dossier = options.racine();
        var application = applications.get(nom);
        if (application != null) {
            dossier = application.dossier();
        }
        for (int i = 0; i < mots.size(); i++) {
            var mot = mots.get(i);
            if (i == 0 && mot.equals("java")) {
                commande.add(java);
                if (!env.containsKey("JAVA_OPTS")) {
                    commande.addAll(application == null ? CacheAot.OPTIONS_JVM : application.options());
                }
            } else if (i > 0 && mots.get(i - 1).equals("-jar")) {
                commande.add(
                        application == null
                                ? Procfile.jar(options.racine(), mot).toString()
                                : application.jar().getFileName().toString());
            } else {
                commande.add(mot);
            }
        }
        processus.add(new Processus(
                new Processus.Definition(
                        nom,
                        commande,
                        dossier,
                        env,
                        port,
                        URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness"),
                        ordreArret,
                        journaux().resolve(nom + ".log")),
                console,
                this::ecrireEtat));
    }

    /** The JVM flags take the place of {@code $JAVA_OPTS}. */
    private List<String> mots(Procfile.Ligne ligne, Map<String, String> env) {
        var application = applications.get(ligne.nom());
        var flags = herite.getOrDefault(
                "JAVA_OPTS", String.join(" ", application == null ? CacheAot.OPTIONS_JVM : application.options()));
        env.put("JAVA_OPTS", flags);
        return Procfile.mots(ligne.commande(), env);
    }

    private static Optional<String> jarDe(Procfile.Ligne ligne) {
        var mots = Procfile.mots(ligne.commande(), Map.of());
        var rang = mots.indexOf("-jar");
        return mots.getFirst().equals("java") && rang > 0 && rang + 1 < mots.size()
                ? Optional.of(mots.get(rang + 1))
                : Optional.empty();
    }

    private Optional<Path> jeuDeDonnees() {
        if (options.jeuDeDonnees().equals("aucun")
                || herite.getOrDefault("ENVIRONMENT", "").endsWith("production")) {
            return Optional.empty();
        }
        if (!options.jeuDeDonnees().equals("demo")) {
            var fichier = options.racine().resolve(options.jeuDeDonnees());
            if (!Files.isRegularFile(fichier)) {
                throw new DemarrageImpossible("Le jeu de données " + fichier + " n’existe pas.");
            }
            return Optional.of(fichier);
        }
        try (var flux = Lanceur.class.getResourceAsStream("/demo/demo-dataset.json")) {
            if (flux == null) {
                return Optional.empty();
            }
            var fichier = options.donnees().resolve("demo-dataset.json");
            Files.copy(flux, fichier, StandardCopyOption.REPLACE_EXISTING);
            return Optional.of(fichier);
        } catch (IOException e) {
            throw new DemarrageImpossible("Le jeu de données de démonstration ne peut être lu : " + e.getMessage(), e);
        }
    }

    private static String empreinte(Path jeu) {
        try {
            return Fichiers.empreinte(jeu, "");
        } catch (IOException e) {
            throw new DemarrageImpossible("Le jeu de données " + jeu + " ne peut être lu.", e);
        }
    }

    private void annoncer(boolean jeuCharge, boolean avecCache) {
        var memoire = new LinkedHashMap<String, Long>();
        for (var p : processus) {
            memoire.put(p.definition().nom(), Memoire.residente(p.pid()));
        }
        var services = memoire.entrySet().stream()
                .filter(e -> !e.getKey().equals(SIMULATEURS))
                .mapToLong(Map.Entry::getValue)
                .sum();
        var duree = Duration.between(debut, Instant.now()).toMillis() / 1000.0;
        console.dire("");
        console.dire("Prêt en %.1f s%s%s"
                .formatted(
                        duree,
                        avecCache && !applications.isEmpty() ? " avec les caches de démarrage" : "",
                        jeuCharge ? ", données de démonstration chargées" : ""));
        console.dire("Mémoire résidente des services : " + services + " Mio ("
                + memoire.entrySet().stream()
                        .map(e -> e.getKey() + " " + e.getValue())
                        .collect(Collectors.joining(", "))
                + ")");
        console.dire("");
        console.dire("  Plateforme        " + url());
        if (options.simulateurs()) {
            var racine = "http://localhost:" + environnements.ports().simulateurs();
            console.dire("  Boîte aux lettres " + racine + "/mailbox");
            console.dire(
                    "  Comptes           bailleur, instructeur, administrateur, lecture (lecture seule), superuser");
            console.dire(
                    "                    mot de passe = identifiant ; tous les comptes : " + racine + "/cas/login");
        }
        console.dire("  Journaux          " + journaux());
        console.dire("  Ctrl-C arrête tout ; rien n’est perdu.");
        console.dire("");
    }

    private void entrainer() {
        var sansCache = processus.stream()
                .filter(p -> applications.containsKey(p.definition().nom()))
                .filter(p -> !applications.get(p.definition().nom()).aUnCache())
                .sorted(Comparator.comparing(p -> p.definition().nom().equals(SIMULATEURS)))
                .toList();
        if (sansCache.isEmpty()) {
            return;
        }
        console.dire("Les caches de démarrage se préparent en arrière-plan ; le prochain démarrage sera plus rapide.");
        var faits = 0;
        for (var p : sansCache) {
            var nom = p.definition().nom();
            if (applications.get(nom).aUnCache()) {
                faits++; // two processes of the same program
                continue;
            }
            if (cache.entrainer(
                    applications.get(nom), p.definition().env(), journaux().resolve("aot-" + nom + ".log"))) {
                faits++;
            } else if (arrete.getCount() > 0 && !arretCommence()) {
                console.alerter("Le cache de démarrage de « " + nom + " » n’a pu être fait : "
                        + journaux().resolve("aot-" + nom + ".log"));
            }
        }
        if (!arretCommence()) {
            console.dire("Caches de démarrage prêts : " + faits + " sur " + sansCache.size() + ".");
        }
    }

    private synchronized boolean arretCommence() {
        return arretCommence;
    }

    /** One line per child: number, start, name. */
    private synchronized void ecrireEtat() {
        var lignes = processus.stream()
                .filter(p -> p.pid() > 0)
                .map(p -> p.pid() + " "
                        + ProcessHandle.of(p.pid())
                                .flatMap(h -> h.info().startInstant())
                                .map(Instant::toEpochMilli)
                                .orElse(0L)
                        + " " + p.definition().nom())
                .toList();
        try {
            Files.write(etat(), lignes);
        } catch (IOException e) {
            console.alerter("Le fichier " + etat() + " ne peut être écrit : " + e.getMessage());
        }
    }

    private void ecrirePret() {
        var enfants = new LinkedHashMap<String, Object>();
        for (var p : processus) {
            enfants.put(
                    p.definition().nom(),
                    Map.of(
                            "pid", p.pid(),
                            "port", p.definition().port(),
                            "url", "http://localhost:" + p.definition().port()));
        }
        var ports = environnements.ports();
        var contenu = new LinkedHashMap<String, Object>();
        contenu.put("url", url());
        contenu.put("pid", ProcessHandle.current().pid());
        contenu.put("processus", enfants);
        contenu.put("smtpPort", ports.smtp());
        contenu.put("databaseUrl", base.urlPour(base.utilisateur(), base.motDePasse()));
        contenu.put("amqpUrl", amqp);
        contenu.put("donnees", options.donnees().toString());
        contenu.put("journaux", journaux().toString());
        contenu.put("dureeMs", Duration.between(debut, Instant.now()).toMillis());
        var cible = options.pretFichier().toAbsolutePath();
        try {
            var temporaire = cible.resolveSibling(cible.getFileName() + ".tmp");
            Files.deleteIfExists(temporaire);
            if (Fichiers.posix(cible.getParent())) {
                // It holds the administrator's database password.
                Files.createFile(
                        temporaire, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            Files.writeString(temporaire, Json.ecrire(contenu) + "\n");
            Files.move(temporaire, cible, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new DemarrageImpossible("Le fichier " + cible + " ne peut être écrit : " + e.getMessage(), e);
        }
    }

    private Path etat() {
        return options.donnees().resolve("processus");
    }

    private Path journaux() {
        return options.donnees().resolve("journaux");
    }

    private <T> CompletableFuture<T> tache(Callable<T> travail) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return travail.call();
                    } catch (RuntimeException e) {
                        throw e;
                    } catch (Exception e) {
                        throw new CompletionException(e);
                    }
                },
                taches);
    }

    private static <T> T attendre(CompletableFuture<T> futur) {
        try {
            return futur.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof DemarrageImpossible impossible) {
                throw impossible;
            }
            throw new DemarrageImpossible("Démarrage impossible : " + e.getCause(), e);
        }
    }
}
