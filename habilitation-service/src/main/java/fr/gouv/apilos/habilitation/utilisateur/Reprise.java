package fr.gouv.apilos.habilitation.utilisateur;

import java.util.Set;
import java.util.UUID;

/** A user as a data set says it. The username is the key; the identifier is used when the account is new. */
public record Reprise(
        UUID uuid,
        String username,
        String cerbereLogin,
        String nom,
        String prenom,
        String email,
        String emailSecondaire,
        String telephone,
        PreferencesEmail preferencesEmail,
        boolean staff,
        boolean superuser,
        boolean actif,
        Set<String> filtreDepartements) {}
