package fr.gouv.apilos.convention.fichier;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Inside the service: the antivirus found something in a file, whose bytes are gone (06 FIL-42).
 *
 * @param fichier the file, or the refusal of one that was never kept
 * @param convention through which it came
 * @param nom as the person knows it
 * @param deposePar who joined it, null when it was a program
 * @param deposeParNom the same, as people read it
 */
public record FichierInfecte(
        UUID fichier,
        UUID convention,
        String nom,
        String menace,
        @Nullable UUID deposePar,
        @Nullable String deposeParNom) {}
