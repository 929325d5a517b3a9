package fr.gouv.apilos.convention.notification;

import fr.gouv.apilos.convention.convention.ConventionRepository;
import fr.gouv.apilos.convention.convention.Lot;
import fr.gouv.apilos.convention.programme.Programme;
import fr.gouv.apilos.convention.programme.ProgrammeRepository;
import fr.gouv.apilos.convention.reference.Administration;
import fr.gouv.apilos.convention.reference.Bailleur;
import fr.gouv.apilos.convention.reference.References;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Says what a mail is about, from the convention as it is now. */
@Component
class SujetsDeCourriel {

    private final ConventionRepository conventions;
    private final ProgrammeRepository programmes;
    private final References references;

    SujetsDeCourriel(ConventionRepository conventions, ProgrammeRepository programmes, References references) {
        this.conventions = conventions;
        this.programmes = programmes;
        this.references = references;
    }

    Programme programme(UUID convention) {
        return programmes
                .findById(conventions.findById(convention).orElseThrow().programme())
                .orElseThrow();
    }

    @Transactional(readOnly = true)
    public SujetDeCourriel de(UUID id) {
        var convention = conventions.findWithLotsById(id).orElseThrow();
        var programme = programmes.findById(convention.programme()).orElseThrow();
        var parent = convention.parent() == null
                ? null
                : conventions.findById(convention.parent()).orElse(null);
        var rue = convention.adresse() == null || convention.adresse().isBlank()
                ? programme.adresse()
                : convention.adresse();
        return new SujetDeCourriel(
                id.toString(),
                programme.nom(),
                convention.estAvenant(),
                convention.lots().stream().map(SujetsDeCourriel::detail).collect(Collectors.joining(" ; ")),
                references.bailleur(programme.bailleur()).map(Bailleur::nom).orElse(""),
                convention.numero(),
                parent == null ? null : parent.numero(),
                Stream.of(rue, programme.codePostal() + " " + programme.ville())
                        .filter(partie -> partie != null && !partie.isBlank())
                        .map(partie -> partie.strip().replaceAll("\\s*\\R\\s*", ", "))
                        .collect(Collectors.joining(", ")),
                references
                        .administration(programme.administration())
                        .map(Administration::nbConventionExemplaires)
                        .orElse(null));
    }

    /** {@code 12 PLUS, collectif} (06, text form of a convention). */
    private static String detail(Lot lot) {
        return (lot.nbLogements() == null ? "" : lot.nbLogements() + " ")
                + lot.financement().libelle()
                + (lot.typeHabitat() == null
                        ? ""
                        : ", " + lot.typeHabitat().libelle().toLowerCase(Locale.FRENCH));
    }
}
