package fr.gouv.apilos.convention.convention;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.EntityGraph;
import org.springframework.data.jpa.repository.JpaRepository;

/** Conventions by identifier, by programme, by parent. */
public interface ConventionRepository extends JpaRepository<Convention, UUID> {

    /** The convention with its lots, in one statement. */
    @EntityGraph(attributePaths = {"lots"})
    Optional<Convention> findWithLotsById(UUID id);

    /** Conventions and avenants of a programme. */
    List<Convention> findByProgramme(UUID programme);

    /** Avenants of a convention, oldest first. */
    List<Convention> findByParentOrderByCreeLe(UUID parent);

    /** Whether another convention than this one carries the number (01 §6.3). */
    boolean existsByParentIsNullAndNumeroAndIdNot(String numero, UUID id);

    /** Whether another avenant of the same convention carries the number (01 D15). */
    boolean existsByParentAndNumeroAndIdNot(UUID parent, String numero, UUID id);
}
