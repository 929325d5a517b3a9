package fr.gouv.apilos.referentiel.bailleur;

import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.web.Bandeau;
import fr.gouv.apilos.platform.web.Definition;
import fr.gouv.apilos.platform.web.Formats;
import fr.gouv.apilos.platform.web.Lien;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** The sheet of a bailleur, to be read (ux P13). */
@Controller
@RequestMapping("/bailleurs")
class FicheBailleurController {

    private final LectureDeBailleur lecture;
    private final Formats formats;

    FicheBailleurController(LectureDeBailleur lecture, Formats formats) {
        this.lecture = lecture;
        this.formats = formats;
    }

    @GetMapping("/{uuid}")
    String fiche(@PathVariable UUID uuid, Identite identite, Model modele) {
        var bailleur = lecture.lire(uuid, identite);
        modele.addAttribute(
                "bandeau", new Bandeau(bailleur.nom(), "Bailleur", null, List.of(bailleur.natureBailleur())));
        modele.addAttribute("numeros", numeros(bailleur));
        modele.addAttribute("adresse", adresse(bailleur));
        modele.addAttribute("signataire", signataire(bailleur));
        modele.addAttribute("parent", lecture.parent(bailleur, identite).orElse(null));
        modele.addAttribute(
                "fil", List.of(new Lien("Conventions", "/conventions/recherche"), Lien.ici(bailleur.nom())));
        return "bailleur/fiche";
    }

    private List<Definition> numeros(Bailleur b) {
        // R-B1.6: a private person is known by an e-mail, in the place of both numbers.
        var prive = NatureBailleur.PRIVES.libelle().equals(b.natureBailleur());
        var pivots = prive
                ? Stream.of(Definition.de("Email", b.siret()))
                : Stream.of(Definition.de("SIRET", formats.siret(b.siret())), Definition.de("SIREN", b.siren()));
        var capital = b.capitalSocial();
        return Stream.concat(
                        pivots,
                        Stream.of(
                                Definition.de("Type de bailleur", sousNature(b)),
                                Definition.de("Capital social", capital == null ? null : formats.montant(capital))))
                .toList();
    }

    private static @Nullable String sousNature(Bailleur b) {
        var code = b.sousNatureBailleur();
        return code == null
                ? null
                : SousNatureBailleur.parCode(code)
                        .filter(s -> s != SousNatureBailleur.NONRENSEIGNE)
                        .map(SousNatureBailleur::libelle)
                        .orElse(null);
    }

    private static List<Definition> adresse(Bailleur b) {
        var commune = Stream.of(b.codePostal(), b.ville())
                .filter(s -> s != null && !s.isBlank())
                .collect(Collectors.joining(" "));
        return List.of(Definition.de("Adresse", b.adresse()), Definition.de("Commune", commune));
    }

    private List<Definition> signataire(Bailleur b) {
        var date = b.signataireDateDeliberation();
        return List.of(
                Definition.de("Nom", b.signataireNom()),
                Definition.de("Fonction", b.signataireFonction()),
                Definition.de("Délibération", date == null ? null : formats.date(date)),
                Definition.de("Bloc de signature", b.signataireBlocSignature()));
    }
}
