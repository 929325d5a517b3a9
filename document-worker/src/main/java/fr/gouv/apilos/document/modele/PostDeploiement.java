package fr.gouv.apilos.document.modele;

import fr.gouv.apilos.platform.command.Commande;
import org.springframework.stereotype.Component;
import picocli.CommandLine.Command;

/** {@code post-deploy}: after the migrations of Flyway, keeps the models of this version of the product for good. */
@Component
@Command(name = "post-deploy", description = "Migrations, models of the product; safe to run again.")
class PostDeploiement implements Commande {

    private final Modeles modeles;

    PostDeploiement(Modeles modeles) {
        this.modeles = modeles;
    }

    @Override
    public Integer call() {
        for (var code : CodeDeModele.values()) {
            modeles.de(code.name());
        }
        return 0;
    }
}
