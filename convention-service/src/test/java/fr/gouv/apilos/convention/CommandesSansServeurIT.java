package fr.gouv.apilos.convention;

import fr.gouv.apilos.testing.CommandesSansServeur;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

/** The commands of this service. */
@SpringBootTest(webEnvironment = WebEnvironment.NONE)
class CommandesSansServeurIT extends CommandesSansServeur {}
