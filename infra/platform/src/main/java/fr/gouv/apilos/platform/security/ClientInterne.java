package fr.gouv.apilos.platform.security;

import java.net.http.HttpClient;
import java.time.Duration;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/** How a service calls another one of the platform. */
public final class ClientInterne {

    private ClientInterne() {}

    /**
     * A client of one service.
     *
     * @param http the builder of the application, which carries its observation and its JSON
     * @param adresse where the service answers
     * @param qui writes in each request on whose behalf it is made, as {@link JetonDeService#intercepteur()} does
     * @param connexion how long to wait for the connection
     * @param lecture how long to wait for each answer
     */
    public static RestClient vers(
            RestClient.Builder http,
            String adresse,
            ClientHttpRequestInterceptor qui,
            Duration connexion,
            Duration lecture) {
        // HTTP/1.1: between two of our servers, trying to upgrade each connection only costs.
        var requetes = new JdkClientHttpRequestFactory(HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(connexion)
                .build());
        requetes.setReadTimeout(lecture);
        return http.baseUrl(adresse)
                .requestFactory(requetes)
                .requestInterceptor(qui)
                .build();
    }
}
