package fr.gouv.apilos.convention.programme;

import java.util.List;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

/** Programmes by identifier, by opération, by root. */
public interface ProgrammeRepository extends JpaRepository<Programme, UUID> {

    /** Programmes of an opération, roots and copies. */
    List<Programme> findByNumeroOperation(String numeroOperation);

    /** Programmes whose number, separators apart, is this one. */
    List<Programme> findByNumeroOperationPourRecherche(String numero);

    /** Copies owned by avenants of a root. */
    List<Programme> findByParent(UUID parent);
}
