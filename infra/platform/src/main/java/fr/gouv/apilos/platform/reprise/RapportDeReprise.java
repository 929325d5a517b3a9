package fr.gouv.apilos.platform.reprise;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a run did.
 *
 * @param etat {@code EN_COURS}, {@code FAITE} or {@code ABANDONNEE}
 * @param comptes rows by table taken here
 * @param ailleurs tables of the file this service does not take, with their rows
 * @param nonRepris columns without a place here that held values
 * @param totaux measures computed on both sides
 */
public record RapportDeReprise(
        long id,
        String fichier,
        String empreinte,
        String etat,
        Instant commenceeLe,
        @Nullable Instant termineeLe,
        List<Compte> comptes,
        List<Lignes> ailleurs,
        List<Lignes> nonRepris,
        List<Total> totaux) {

    public RapportDeReprise {
        comptes = List.copyOf(comptes);
        ailleurs = List.copyOf(ailleurs);
        nonRepris = List.copyOf(nonRepris);
        totaux = List.copyOf(totaux);
    }

    /**
     * Rows of one table: those read are those written, those that were there already and those kept aside.
     *
     * @param lues rows of the file
     * @param ecrites rows this run wrote
     * @param presentes rows an earlier run or somebody had written
     * @param ecartees rows in quarantine
     */
    public record Compte(String source, String cible, long lues, long ecrites, long presentes, long ecartees) {

        /** Whether no row is missing. */
        public boolean juste() {
            return lues == ecrites + presentes + ecartees;
        }
    }

    /** A number of rows, or of values. */
    public record Lignes(String nom, long nombre) {}

    /**
     * One measure for one group.
     *
     * @param source over the file
     * @param ici over our rows
     * @param ecarte over the rows in quarantine
     */
    public record Total(String nom, String groupe, BigDecimal source, BigDecimal ici, BigDecimal ecarte) {

        /** Whether both sides agree. */
        public boolean juste() {
            return source.compareTo(ici.add(ecarte)) == 0;
        }
    }

    /** Whether every row and every total is accounted for. */
    public boolean juste() {
        return comptes.stream().allMatch(Compte::juste) && totaux.stream().allMatch(Total::juste);
    }

    /** Rows in quarantine. */
    public long ecartees() {
        return comptes.stream().mapToLong(Compte::ecartees).sum();
    }

    /** The report as an operator reads it. */
    public String texte() {
        var texte = new StringBuilder();
        texte.append("Reprise n° %d de « %s » (SHA-256 %s) : %s%n".formatted(id, fichier, empreinte, etat));
        texte.append("%n%-44s %10s %10s %10s %10s%n".formatted("Table", "lues", "écrites", "déjà là", "écartées"));
        comptes.forEach(c -> texte.append("%-44s %10d %10d %10d %10d%s%n"
                .formatted(
                        c.source(), c.lues(), c.ecrites(), c.presentes(), c.ecartees(), c.juste() ? "" : "  ÉCART")));
        if (!ailleurs.isEmpty()) {
            texte.append("%nTables qu’un autre service reprend, ou qui n’ont pas de place ici :%n".formatted());
            ailleurs.forEach(l -> texte.append("  %-42s %10d%n".formatted(l.nom(), l.nombre())));
        }
        if (!nonRepris.isEmpty()) {
            texte.append("%nColonnes sans place ici qui portaient des valeurs :%n".formatted());
            nonRepris.forEach(l -> texte.append("  %-60s %10d%n".formatted(l.nom(), l.nombre())));
        }
        texte.append("%nTotaux des deux côtés :%n".formatted());
        totaux.stream().map(Total::nom).distinct().forEach(nom -> {
            var groupes = totaux.stream().filter(t -> t.nom().equals(nom)).toList();
            var faux = groupes.stream().filter(t -> !t.juste()).toList();
            texte.append("  %-50s %18s  %d groupe(s), %s%n"
                    .formatted(
                            nom,
                            groupes.stream()
                                    .map(Total::source)
                                    .reduce(BigDecimal.ZERO, BigDecimal::add)
                                    .toPlainString(),
                            groupes.size(),
                            faux.isEmpty() ? "tous d’accord" : faux.size() + " EN DÉSACCORD"));
            faux.forEach(t -> texte.append("    %s : %s dans le fichier, %s ici, %s écarté%n"
                    .formatted(t.groupe(), t.source(), t.ici(), t.ecarte())));
        });
        texte.append(String.format(
                Locale.FRENCH,
                "%n%s%n",
                juste()
                        ? ecartees() == 0
                                ? "Tout est repris."
                                : ecartees() + " ligne(s) en quarantaine, le reste est repris."
                        : "DES LIGNES OU DES TOTAUX NE SONT PAS EXPLIQUÉS : ne mettez pas en service."));
        return texte.toString();
    }
}
