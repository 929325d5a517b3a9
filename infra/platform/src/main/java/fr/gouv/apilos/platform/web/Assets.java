package fr.gouv.apilos.platform.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.springframework.core.io.ClassPathResource;

/** Addresses of the built assets, whose names carry the hash of their content (ADR 0007). */
public final class Assets {

    private final Properties noms = new Properties();

    Assets() {
        try (var manifeste = new ClassPathResource("assets.properties").getInputStream()) {
            noms.load(manifeste);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Address of an asset.
     *
     * @param nom plain name, for instance {@code apilos.css}
     * @throws IllegalArgumentException when nothing of that name is built
     */
    public String url(String nom) {
        var fichier = noms.getProperty(nom);
        if (fichier == null) {
            throw new IllegalArgumentException("No asset is named " + nom);
        }
        return "/assets/" + fichier;
    }
}
