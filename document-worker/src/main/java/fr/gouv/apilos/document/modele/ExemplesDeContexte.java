package fr.gouv.apilos.document.modele;

import fr.gouv.apilos.document.moteur.LecteurDeContexte;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.json.JsonMapper;

/** The contexts a model is tried on before anybody signs what it prints. Invented data. */
enum ExemplesDeContexte {
    COMPLET("complet", "Convention complète"),
    MINIMAL("minimal", "Convention à ses débuts");

    private final String nom;
    private final String libelle;

    ExemplesDeContexte(String nom, String libelle) {
        this.nom = nom;
        this.libelle = libelle;
    }

    String nom() {
        return nom;
    }

    String libelle() {
        return libelle;
    }

    static Optional<ExemplesDeContexte> de(String nom) {
        return Arrays.stream(values()).filter(e -> e.nom.equals(nom)).findFirst();
    }

    /** A context of its own: a model may change what it is given. */
    Map<String, Object> contexte() {
        try (var flux = new ClassPathResource("modeles/exemples/" + nom + ".json").getInputStream()) {
            var contexte = LecteurDeContexte.lire(JsonMapper.shared().readTree(flux));
            contexte.put("filigrane", null);
            return contexte;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
