package fr.gouv.apilos.referentiel.jeudedonnees;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One object of a dump. What cannot be read is added to the refusals, by model, key and field, and reading goes on, so that
 * one run tells everything.
 */
final class ObjetLu {

    static final int LONGUEUR_COURANTE = 255;

    private final JsonNode noeud;
    private final List<String> refus;

    ObjetLu(JsonNode noeud, List<String> refus) {
        this.noeud = noeud;
        this.refus = refus;
    }

    String modele() {
        return noeud.path("model").asString("");
    }

    String pk() {
        return noeud.path("pk").asString("");
    }

    String nom() {
        return modele() + " " + pk();
    }

    JsonNode champs() {
        return noeud.path("fields");
    }

    void refuser(String champ, String pourquoi) {
        refus.add(nom() + ", champ « " + champ + " » : " + pourquoi);
    }

    /** Refuses each field that is not one of these: what is not kept must not be lost unseen. */
    void exigerConnus(Set<String> connus) {
        for (var champ : champs().propertyNames()) {
            if (!connus.contains(champ)) {
                refuser(champ, "ce champ est inconnu");
            }
        }
    }

    @Nullable
    String texte(String champ, int longueurMax) {
        var valeur = champs().path(champ);
        if (valeur.isNull() || valeur.isMissingNode()) {
            return null;
        }
        var texte = valeur.asString("");
        if (texte.length() > longueurMax) {
            refuser(champ, "%d caractères au lieu de %d au plus".formatted(texte.length(), longueurMax));
        }
        return texte;
    }

    String exige(String champ, int longueurMax) {
        var texte = texte(champ, longueurMax);
        if (texte == null || texte.isBlank()) {
            refuser(champ, "une valeur est nécessaire");
            return "";
        }
        return texte.strip();
    }

    @Nullable
    UUID uuid() {
        var texte = exige("uuid", LONGUEUR_COURANTE);
        try {
            return UUID.fromString(texte);
        } catch (IllegalArgumentException _) {
            if (!texte.isEmpty()) {
                refuser("uuid", "« " + texte + " » n’est pas un identifiant");
            }
            return null;
        }
    }

    @Nullable
    LocalDate date(String champ) {
        var texte = texte(champ, LONGUEUR_COURANTE);
        try {
            return texte == null ? null : LocalDate.parse(texte);
        } catch (DateTimeParseException _) {
            refuser(champ, "« " + texte + " » n’est pas une date");
            return null;
        }
    }

    @Nullable
    Instant instant(String champ) {
        var texte = texte(champ, LONGUEUR_COURANTE);
        try {
            return texte == null ? null : OffsetDateTime.parse(texte).toInstant();
        } catch (DateTimeParseException _) {
            refuser(champ, "« " + texte + " » n’est pas un moment");
            return null;
        }
    }

    /** A number, or the text of one: dumps write decimals as text. */
    @Nullable
    BigDecimal nombre(String champ) {
        var texte = texte(champ, LONGUEUR_COURANTE);
        try {
            return texte == null ? null : new BigDecimal(texte);
        } catch (NumberFormatException _) {
            refuser(champ, "« " + texte + " » n’est pas un nombre");
            return null;
        }
    }
}
