package fr.gouv.apilos.simulators.comptes;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** One demo account: who signs in at Cerbere and the habilitations SIAP knows for them. The password is the login. */
public record Compte(
        String login,
        String identifiant,
        String nom,
        String prenom,
        String email,
        String description,
        List<JsonNode> habilitations) {

    /** The attributes Cerbere releases, in its own spelling. Source: 04 §7.2. */
    public Map<String, String> attributs() {
        var attributs = new LinkedHashMap<String, String>();
        attributs.put("UTILISATEUR.ID", identifiant);
        attributs.put("UTILISATEUR.LOGIN", login);
        attributs.put("UTILISATEUR.NOM", nom);
        attributs.put("UTILISATEUR.PRENOM", prenom);
        attributs.put("UTILISATEUR.MEL", email);
        return attributs;
    }
}
