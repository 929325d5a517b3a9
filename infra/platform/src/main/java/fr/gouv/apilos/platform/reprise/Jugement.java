package fr.gouv.apilos.platform.reprise;

import static fr.gouv.apilos.platform.reprise.PlanDeReprise.depot;

import fr.gouv.apilos.platform.error.ErreurCommune;
import fr.gouv.apilos.platform.error.ErreurMetier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns the description of a table into SQL: what is wrong with a row, and the values of ours. Names come from our schema. */
final class Jugement {

    private static final String UUID = "'^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$'";
    private static final int VALEUR_DITE = 60;

    /** A column of ours. */
    record Colonne(
            String nom,
            String type,
            String typeComplet,
            @Nullable Integer longueur,
            @Nullable Integer precision,
            @Nullable Integer echelle,
            boolean nulle,
            @Nullable String defaut,
            boolean engendree) {}

    private final TableAReprendre table;
    private final Map<String, Colonne> colonnes;
    private final Set<String> champs;
    private final Map<String, String> valeurs = new LinkedHashMap<>();
    private final List<String> fautes = new ArrayList<>();

    /**
     * Prepares the judgement.
     *
     * @param colonnes ours, by name
     * @param champs columns the file has
     */
    Jugement(TableAReprendre table, Map<String, Colonne> colonnes, Set<String> champs) {
        this.table = table;
        this.colonnes = colonnes;
        this.champs = champs;
        identifiant();
        table.renommees.forEach((colonne, champ) -> meme(colonne, champ));
        table.enumerations.forEach(this::enumeration);
        table.references.values().forEach(this::reference);
        table.expressions.forEach(
                (colonne, expression) -> valeurs.put(exige(colonne).nom(), expression));
        champs.stream()
                .filter(champ -> colonnes.containsKey(champ) && !valeurs.containsKey(champ) && !ailleurs(champ))
                .forEach(champ -> meme(champ, champ));
        table.regles.forEach(regle -> fautes.add(faute(regle.champ(), regle.condition(), regle.raison())));
    }

    /** Columns of the file that go nowhere. */
    List<String> nonRepris() {
        return champs.stream()
                .filter(champ -> table.ignorees.contains(champ) || !ailleurs(champ) && !valeurs.containsKey(champ))
                .toList();
    }

    private boolean ailleurs(String champ) {
        return table.ignorees.contains(champ)
                || table.lues.contains(champ)
                || table.renommees.containsValue(champ)
                || table.enumerations.values().stream().anyMatch(e -> e.champ().equals(champ))
                || table.references.values().stream().anyMatch(r -> r.champ().equals(champ));
    }

    /** Marks what each row has against it; null when nothing. */
    String juger() {
        return "update %s s set fautes = nullif(array_remove(array[%s]::text[], null), '{}')"
                .formatted(depot(table.source), String.join(",\n", fautes));
    }

    /** Marks the second and following rows that carry what only one may. */
    List<String> doublons() {
        var ordres = new ArrayList<String>();
        if (table.parUuid) {
            ordres.add(doublon("uuid", "lower(s.uuid)", "s.uuid is not null", "un autre objet du fichier le porte"));
        }
        for (var unique : table.uniques) {
            ordres.add(
                    doublon(unique.champ(), unique.cles(), unique.condition(), "une autre ligne du fichier le porte"));
            ordres.add("update %s s set fautes = array[%s] where s.fautes is null and (%s) and exists (%s)"
                    .formatted(
                            depot(table.source),
                            dite(unique.champ(), "existe déjà ici sous un autre identifiant"),
                            unique.condition(),
                            unique.dejaIci()));
        }
        return ordres;
    }

    private String doublon(String champ, String cles, String condition, String raison) {
        return """
            update %1$s d set fautes = array[%2$s] from (
              select s.ligne, row_number() over (partition by %3$s order by s.ligne) as rang from %1$s s
              where s.fautes is null and (%4$s)
            ) x where x.ligne = d.ligne and x.rang > 1\
            """.formatted(depot(table.source), dite(champ, raison, "d"), cles, condition);
    }

    /** A row whose parent in the same table is kept aside is kept aside too: run until nothing changes. */
    List<String> cascades() {
        return table.references.values().stream()
                .filter(reference -> reference.source().equals(table.source))
                .map(reference -> """
                    update %1$s s set fautes = array[%2$s] where s.fautes is null and s.%3$s is not null
                      and not exists (select 1 from %1$s r where r.id = s.%3$s and r.fautes is null)\
                    """.formatted(
                                depot(table.source),
                                dite(reference.champ(), "renvoie à une ligne absente ou écartée"),
                                Depot.nom(reference.champ())))
                .toList();
    }

    /** Writes the rows that have nothing against them, and leaves those that are there. */
    String ecrire() {
        return "insert into %s (%s) select %s from %s s where s.fautes is null order by s.ligne on conflict %s do nothing"
                .formatted(
                        table.cible,
                        valeurs.keySet().stream().map(Depot::nom).collect(Collectors.joining(", ")),
                        String.join(",\n", valeurs.values()),
                        depot(table.source),
                        table.parUuid ? "(" + Depot.nom(table.identifiant) + ")" : "");
    }

    private void identifiant() {
        if (!table.parUuid) {
            return;
        }
        fautes.add(faute("uuid", "s.uuid is null or s.uuid !~ " + UUID, "n’est pas un identifiant"));
        valeurs.put(exige(table.identifiant).nom(), "s.uuid::uuid");
    }

    private void enumeration(String colonne, TableAReprendre.Enumeration enumeration) {
        var ici = exige(colonne);
        var champ = enumeration.champ();
        if (!champs.contains(champ)) {
            return;
        }
        var s = "s." + Depot.nom(champ);
        var connues =
                enumeration.valeurs().keySet().stream().map(Jugement::litteral).collect(Collectors.joining(", "));
        fautes.add(faute(champ, "%1$s <> '' and %1$s not in (%2$s)".formatted(s, connues), "est une valeur inconnue"));
        var traduite = enumeration.valeurs().entrySet().stream()
                .map(e -> "when " + litteral(e.getKey()) + " then " + litteral(e.getValue()))
                .collect(Collectors.joining(" ", "case " + s + " ", " end"));
        valeurs.put(colonne, avecDefaut(ici, traduite, champ));
    }

    private void reference(TableAReprendre.Reference reference) {
        exige(reference.colonne());
        var s = "s." + Depot.nom(reference.champ());
        if (!champs.contains(reference.champ())) {
            fautes.add(faute(reference.champ(), String.valueOf(reference.obligatoire()), "manque dans le fichier"));
            return;
        }
        if (reference.obligatoire()) {
            fautes.add(faute(reference.champ(), s + " is null", "une valeur est nécessaire"));
        }
        if (!reference.source().equals(table.source)) {
            fautes.add(faute(
                    reference.champ(),
                    "%s is not null and not exists (select 1 from %s r where r.id = %s and r.fautes is null)"
                            .formatted(s, depot(reference.source()), s),
                    "renvoie à une ligne absente ou écartée de " + reference.source()));
        }
        valeurs.put(
                reference.colonne(),
                "(select r.uuid::uuid from %s r where r.id = %s)".formatted(depot(reference.source()), s));
    }

    private void meme(String colonne, String champ) {
        var ici = exige(colonne);
        if (!champs.contains(champ) || ici.engendree()) {
            return;
        }
        var s = "s." + Depot.nom(champ);
        var valable = valable(ici, s);
        if (valable != null) {
            fautes.add(faute(champ, "%s is not null and not (%s)".formatted(s, valable), nature(ici)));
        }
        valeurs.put(colonne, avecDefaut(ici, s + "::" + ici.typeComplet(), champ));
    }

    /** What our column says when the source has nothing; a fault when it may not be empty and has nothing to say. */
    private String avecDefaut(Colonne ici, String valeur, String champ) {
        if (ici.nulle()) {
            return valeur;
        }
        if (ici.defaut() != null) {
            return "coalesce(" + valeur + ", " + ici.defaut() + ")";
        }
        if (!table.exigees.contains(champ)) {
            fautes.add(faute(champ, "s." + Depot.nom(champ) + " is null", "une valeur est nécessaire"));
        }
        return valeur;
    }

    private static @Nullable String valable(Colonne ici, String s) {
        return switch (ici.type()) {
            case "uuid" -> s + " ~ " + UUID;
            case "bool" -> s + " in ('t', 'f')";
            case "int2", "int4" -> s + " ~ '^-?[0-9]{1,9}$'";
            case "int8" -> s + " ~ '^-?[0-9]{1,18}$'";
            case "date" -> s + " ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' and reprise_moment(" + s + ")";
            case "timestamptz" -> "reprise_moment(" + s + ")";
            case "numeric" -> nombre(ici, s);
            case "varchar", "bpchar" -> ici.longueur() == null ? null : "char_length(" + s + ") <= " + ici.longueur();
            case "text" -> null;
            default -> s + " is not null";
        };
    }

    /** Neither too great nor rounded: a figure of a contract is kept as it is. */
    private static String nombre(Colonne ici, String s) {
        var forme = s + " ~ '^-?[0-9]+([.][0-9]+)?$'";
        if (ici.precision() == null || ici.echelle() == null) {
            return forme;
        }
        return "case when %1$s then abs(%2$s::numeric) < 1e%3$d and %2$s::numeric = round(%2$s::numeric, %4$d) else false end"
                .formatted(forme, s, ici.precision() - ici.echelle(), ici.echelle());
    }

    private static String nature(Colonne ici) {
        return switch (ici.type()) {
            case "uuid" -> "n’est pas un identifiant";
            case "bool" -> "n’est ni vrai ni faux";
            case "int2", "int4", "int8" -> "n’est pas un nombre entier";
            case "date" -> "n’est pas une date";
            case "timestamptz" -> "n’est pas un moment";
            case "numeric" ->
                "n’est pas un nombre d’au plus %s chiffres dont %s décimales".formatted(ici.precision(), ici.echelle());
            default -> "dépasse " + ici.longueur() + " caractères";
        };
    }

    private Colonne exige(String colonne) {
        var connue = colonnes.get(colonne);
        if (connue == null) {
            throw new ErreurMetier(ErreurCommune.INTERNE, "La table " + table.cible + " n’a pas de colonne " + colonne);
        }
        return connue;
    }

    private String faute(String champ, String condition, String raison) {
        return "case when %s then %s end"
                .formatted(condition, champs.contains(champ) ? dite(champ, raison) : litteral(champ + " : " + raison));
    }

    private static String dite(String champ, String raison) {
        return dite(champ, raison, "s");
    }

    private static String dite(String champ, String raison, String alias) {
        return "'%s' || coalesce(' « ' || left(%s.%s, %d) || ' »', '') || %s"
                .formatted(champ.replace("'", "''"), alias, Depot.nom(champ), VALEUR_DITE, litteral(" : " + raison));
    }

    static String litteral(String texte) {
        return "'" + texte.replace("'", "''") + "'";
    }
}
