package fr.gouv.apilos.convention.notification;

import org.jspecify.annotations.Nullable;

/**
 * What a mail is about.
 *
 * @param convention identifier, for addresses
 * @param operation name of the opération
 * @param detail commune, dwellings, financement, as a list reads them; empty when nothing is known
 * @param bailleur its name; empty when unknown
 * @param numero of the act, null before it has one
 * @param numeroDuParent of the convention an avenant belongs to, or null
 * @param lieu address of the opération on one line; empty when unknown
 * @param exemplaires paper copies the administration wants, or null
 */
record SujetDeCourriel(
        String convention,
        String operation,
        boolean avenant,
        String detail,
        String bailleur,
        @Nullable String numero,
        @Nullable String numeroDuParent,
        String lieu,
        @Nullable Integer exemplaires) {}
