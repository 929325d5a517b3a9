package fr.gouv.apilos.gateway.siap;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The addresses SIAP needs to call the platform and to lead people to it. Source: 04 §9.3, 05 C1 to C4. */
@RestController
class ConfigurationController {

    private static final String API = "/api-siap/v0";

    /** Version of the contract without its last part. */
    private static final String VERSION = "0.0";

    private final Adresses adresses;

    /** @param adresse the platform as people open it, whatever host the call names (05 D12) */
    ConfigurationController(@Value("${apilos.url}") String adresse) {
        this.adresses = new Adresses(
                adresse.replaceAll("/+$", ""),
                API + "/close_operation/{NUMERO_OPERATION_SIAP}/",
                API + "/cancel_operation/{NUMERO_OPERATION_SIAP}/",
                API + "/operation/{NUMERO_OPERATION_SIAP}",
                API + "/convention_kpi/",
                "/operations/{NUMERO_OPERATION_SIAP}",
                "/conventions",
                VERSION);
    }

    /** Eight texts, in the order of the contract. */
    @JsonPropertyOrder({
        "racine_url_acces_web",
        "url_acces_api_cloture_operation",
        "url_acces_api_annulation_operation",
        "url_acces_api_conventions_operation",
        "url_acces_api_kpi",
        "url_acces_web_operation",
        "url_acces_web_recherche",
        "version"
    })
    record Adresses(
            @JsonProperty("racine_url_acces_web") String racine,
            @JsonProperty("url_acces_api_cloture_operation") String cloture,

            @JsonProperty("url_acces_api_annulation_operation")
            String annulation,

            @JsonProperty("url_acces_api_conventions_operation")
            String conventions,

            @JsonProperty("url_acces_api_kpi") String indicateurs,
            @JsonProperty("url_acces_web_operation") String operation,
            @JsonProperty("url_acces_web_recherche") String recherche,
            @JsonProperty("version") String version) {}

    @GetMapping(
            path = {API + "/config", API + "/config/"},
            produces = MediaType.APPLICATION_JSON_VALUE)
    Adresses lire() {
        return adresses;
    }
}
