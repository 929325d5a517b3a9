package fr.gouv.apilos.convention.fichier;

import java.util.UUID;

/**
 * Inside the service: the antivirus found something in a file, whose bytes are gone (06 FIL-42).
 *
 * @param convention through which it came
 * @param nom as the person knows it
 * @param deposePar who joined it
 */
public record FichierInfecte(UUID fichier, UUID convention, String nom, String menace, UUID deposePar) {}
