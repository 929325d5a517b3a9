package fr.gouv.apilos.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.springframework.modulith.core.ApplicationModules;

/** The rules every service keeps, checked by its {@code ModulariteTest}. */
public final class ReglesArchitecture {

    private ReglesArchitecture() {}

    /**
     * Verifies modules, layers and the clock of one service.
     *
     * @throws AssertionError when a rule is broken, or when the package holds no class (a rule on nothing proves nothing)
     */
    public static void verifier(Class<?> application) {
        ApplicationModules.of(application).verify();
        var classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(application.getPackageName());
        if (classes.isEmpty()) {
            throw new AssertionError("no class below " + application.getPackageName());
        }
        controleursSansRepository(classes);
        entitesSansSetters(classes);
        horloge(classes);
        controleursSansAutreMetier(classes);
    }

    /** Commands start without controllers: what one of them did besides would not be done there, in silence. */
    private static void controleursSansAutreMetier(JavaClasses classes) {
        noClasses()
                .that()
                .areMetaAnnotatedWith("org.springframework.stereotype.Controller")
                .should()
                .beAssignableTo("fr.gouv.apilos.platform.command.Commande")
                .as("a command is no controller: commands start without them")
                .allowEmptyShould(true)
                .check(classes);
        noMethods()
                .that()
                .areDeclaredInClassesThat()
                .areMetaAnnotatedWith("org.springframework.stereotype.Controller")
                .should()
                .beMetaAnnotatedWith("org.springframework.context.event.EventListener")
                .as("a controller hears no event: commands start without controllers")
                .allowEmptyShould(true)
                .check(classes);
    }

    private static void controleursSansRepository(JavaClasses classes) {
        noClasses()
                .that()
                .haveSimpleNameEndingWith("Controller")
                .should()
                .dependOnClassesThat()
                .haveSimpleNameEndingWith("Repository")
                .as("a controller calls a service, never a repository")
                .allowEmptyShould(true)
                .check(classes);
    }

    private static void entitesSansSetters(JavaClasses classes) {
        methods()
                .that()
                .areDeclaredInClassesThat()
                .areAnnotatedWith("jakarta.persistence.Entity")
                .should()
                .haveNameNotMatching("set[A-Z].*")
                .as("an entity has verbs, not setters")
                .allowEmptyShould(true)
                .check(classes);
    }

    private static void horloge(JavaClasses classes) {
        for (var temps : new Class<?>[] {Instant.class, LocalDate.class, LocalDateTime.class}) {
            noClasses()
                    .should()
                    .callMethod(temps, "now")
                    .as("time comes from the Clock bean")
                    .check(classes);
        }
    }
}
