package fr.gouv.apilos.convention.convention;

import fr.gouv.apilos.convention.programme.Programme;
import fr.gouv.apilos.convention.reference.Administration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Proposes numbers (01 §6). */
@Service
public class Numerotation {

    private final JdbcClient jdbc;

    Numerotation(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The number proposed for a convention or an avenant (01 R68 to R73).
     *
     * @param administration who instructs, null when none
     * @return empty when nothing can be proposed
     */
    public String proposer(Convention convention, Programme programme, Administration administration, LocalDate jour) {
        if (convention.numero() != null && !convention.numero().isEmpty()) {
            return convention.numero();
        }
        if (convention.estAvenant()) {
            return String.valueOf(1 + avenantsValides(convention.parent()));
        }
        if (administration == null) {
            return "";
        }
        var departement = programme.codeInseeDepartement();
        return generer(
                departement, administration.code(), jour.getYear(), numerosDeLAnnee(departement, jour.getYear()));
    }

    /**
     * Département, administration, year, rank: {@code 13.D.26.0001} (01 §6.1).
     *
     * @param codeAdministration a code that begins with D (DDT…) is written D
     * @param dejaDonnes numbers validated this year in the département; what follows the last dot counts when it is made
     *     of digits
     */
    static String generer(String departement, String codeAdministration, int annee, List<String> dejaDonnes) {
        int rang = 1
                + dejaDonnes.stream()
                        .map(numero -> numero.substring(numero.lastIndexOf('.') + 1))
                        .filter(fin -> fin.matches("\\d{1,9}"))
                        .mapToInt(Integer::parseInt)
                        .max()
                        .orElse(0);
        var administration = codeAdministration.startsWith("D") ? "D" : codeAdministration;
        return "%s.%s.%02d.%04d".formatted(departement, administration, annee % 100, rang);
    }

    private int avenantsValides(UUID parent) {
        return jdbc.sql("""
            select count(*) from convention
            where parent = :parent and statut not in ('PROJET', 'INSTRUCTION', 'CORRECTION')\
            """).param("parent", parent).query(Integer.class).single();
    }

    private List<String> numerosDeLAnnee(String departement, int annee) {
        return jdbc.sql("""
            select numero from convention
            where starts_with(numero, :prefixe) and valide_le between :debut and :fin\
            """)
                .param("prefixe", departement + ".")
                .param("debut", LocalDate.of(annee, 1, 1))
                .param("fin", LocalDate.of(annee, 12, 31))
                .query(String.class)
                .list();
    }
}
