package fr.gouv.apilos.simulators.cas;

import static org.springframework.web.util.HtmlUtils.htmlEscape;

import fr.gouv.apilos.simulators.cas.Billetterie.Validation;
import fr.gouv.apilos.simulators.comptes.Compte;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Ticket validation in the three dialects. A refusal is a 200 with a failure body, as CAS does. */
@RestController
class ValidationController {

    private static final Pattern ARTIFACT = Pattern.compile("AssertionArtifact[^>]*>\\s*([^<\\s]+)\\s*<");

    private final Billetterie billetterie;
    private final Clock clock;

    ValidationController(Billetterie billetterie, Clock clock) {
        this.billetterie = billetterie;
        this.clock = clock;
    }

    @GetMapping(path = "/cas/serviceValidate", produces = MediaType.APPLICATION_XML_VALUE + ";charset=UTF-8")
    String cas2(@RequestParam(required = false) String ticket, @RequestParam(required = false) String service) {
        return cas(billetterie.valider(ticket, service), false);
    }

    @GetMapping(path = "/cas/p3/serviceValidate", produces = MediaType.APPLICATION_XML_VALUE + ";charset=UTF-8")
    String cas3(@RequestParam(required = false) String ticket, @RequestParam(required = false) String service) {
        return cas(billetterie.valider(ticket, service), true);
    }

    @PostMapping(path = "/cas/samlValidate", produces = MediaType.TEXT_XML_VALUE + ";charset=UTF-8")
    String saml(@RequestParam(name = "TARGET", required = false) String cible, @RequestBody String enveloppe) {
        var artifact = ARTIFACT.matcher(enveloppe);
        var ticket = artifact.find() ? artifact.group(1) : null;
        var corps = switch (billetterie.valider(ticket, cible)) {
            case Validation.Acceptee(Compte compte) -> assertion(compte, cible);
            case Validation.Refusee(String code, String message) -> """
                <saml1p:Status><saml1p:StatusCode Value="saml1p:RequestDenied"/>\
                <saml1p:StatusMessage>%s - %s</saml1p:StatusMessage></saml1p:Status>\
                """.formatted(code, xml(message));
        };
        return """
            <?xml version="1.0" encoding="UTF-8"?>\
            <SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/"><SOAP-ENV:Body>\
            <saml1p:Response xmlns:saml1p="urn:oasis:names:tc:SAML:1.0:protocol" MajorVersion="1" MinorVersion="1" \
            ResponseID="_%s" IssueInstant="%s" Recipient="%s">%s</saml1p:Response></SOAP-ENV:Body></SOAP-ENV:Envelope>\
            """.formatted(UUID.randomUUID(), maintenant(0), xml(cible), corps);
    }

    private String assertion(Compte compte, String cible) {
        var sujet = """
            <saml1:Subject><saml1:NameIdentifier>%s</saml1:NameIdentifier><saml1:SubjectConfirmation>\
            <saml1:ConfirmationMethod>urn:oasis:names:tc:SAML:1.0:cm:artifact</saml1:ConfirmationMethod>\
            </saml1:SubjectConfirmation></saml1:Subject>\
            """.formatted(xml(compte.identifiant()));
        var attributs = compte.attributs().entrySet().stream()
                .map(a -> """
                    <saml1:Attribute AttributeName="%s" AttributeNamespace="http://www.ja-sig.org/products/cas/">\
                    <saml1:AttributeValue>%s</saml1:AttributeValue></saml1:Attribute>\
                    """.formatted(a.getKey(), xml(a.getValue())))
                .collect(Collectors.joining());
        return """
            <saml1p:Status><saml1p:StatusCode Value="saml1p:Success"/></saml1p:Status>\
            <saml1:Assertion xmlns:saml1="urn:oasis:names:tc:SAML:1.0:assertion" AssertionID="_%s" \
            IssueInstant="%s" Issuer="localhost" MajorVersion="1" MinorVersion="1">\
            <saml1:Conditions NotBefore="%s" NotOnOrAfter="%s"><saml1:AudienceRestrictionCondition>\
            <saml1:Audience>%s</saml1:Audience></saml1:AudienceRestrictionCondition></saml1:Conditions>\
            <saml1:AttributeStatement>%s%s</saml1:AttributeStatement>\
            <saml1:AuthenticationStatement AuthenticationInstant="%s" \
            AuthenticationMethod="urn:oasis:names:tc:SAML:1.0:am:password">%s</saml1:AuthenticationStatement>\
            </saml1:Assertion>\
            """.formatted(
                        UUID.randomUUID(),
                        maintenant(0),
                        maintenant(0),
                        maintenant(30),
                        xml(cible),
                        sujet,
                        attributs,
                        maintenant(0),
                        sujet);
    }

    private static String cas(Validation validation, boolean avecAttributs) {
        var corps = switch (validation) {
            case Validation.Acceptee(Compte compte) ->
                "<cas:authenticationSuccess><cas:user>%s</cas:user>%s</cas:authenticationSuccess>"
                        .formatted(xml(compte.identifiant()), avecAttributs ? attributs(compte.attributs()) : "");
            case Validation.Refusee(String code, String message) ->
                "<cas:authenticationFailure code=\"%s\">%s</cas:authenticationFailure>".formatted(code, xml(message));
        };
        return "<cas:serviceResponse xmlns:cas=\"http://www.yale.edu/tp/cas\">" + corps + "</cas:serviceResponse>";
    }

    private static String attributs(Map<String, String> attributs) {
        return attributs.entrySet().stream()
                .map(a -> "<cas:%1$s>%2$s</cas:%1$s>".formatted(a.getKey(), xml(a.getValue())))
                .collect(Collectors.joining("", "<cas:attributes>", "</cas:attributes>"));
    }

    private String maintenant(long plusSecondes) {
        return clock.instant()
                .plusSeconds(plusSecondes)
                .truncatedTo(ChronoUnit.MILLIS)
                .toString();
    }

    private static String xml(String texte) {
        return texte == null ? "" : htmlEscape(texte, "UTF-8");
    }
}
