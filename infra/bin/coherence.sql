-- coherence.sql                   read by "restaurer verifier"; writes nothing
-- Why    five schemas restored to one instant must tell one story: what one service refers to, its owner knows.
-- What   one row per check: gravity (ERREUR: services disagree, REMARQUE: to look at, INFO), how many, what, three examples.
--        The copies of bailleurs and administrations may be behind their owner: they ask for what they missed at the next
--        start. They may not be ahead of it: that is a copy restored to a later instant.
with recursive
ecarts(gravite, controle, quoi) as (
    select 'ERREUR', 'bailleur d’un programme, inconnu du référentiel', p.bailleur || ' (programme ' || p.id || ')'
    from convention.programme p where not exists (select from referentiel.bailleur b where b.uuid = p.bailleur)
    union all
    select 'ERREUR', 'administration d’un programme, inconnue du référentiel', p.administration || ' (programme ' || p.id || ')'
    from convention.programme p
    where p.administration is not null and not exists (select from referentiel.administration a where a.uuid = p.administration)
    union all
    select 'ERREUR', 'bailleur d’un programme, absent de la copie des conventions', p.bailleur::text
    from (select distinct bailleur from convention.programme) p
    where not exists (select from convention.reference_bailleur b where b.uuid = p.bailleur)
    union all
    select 'ERREUR', 'administration d’un programme, absente de la copie des conventions', p.administration::text
    from (select distinct administration from convention.programme where administration is not null) p
    where not exists (select from convention.reference_administration a where a.uuid = p.administration)
    union all
    select 'ERREUR', 'copie d’un bailleur (conventions) en avance sur le référentiel', c.uuid::text
    from convention.reference_bailleur c left join referentiel.bailleur b on b.uuid = c.uuid
    where not c.supprime and (b.uuid is null or c.version > b.version)
    union all
    select 'ERREUR', 'copie d’une administration (conventions) en avance sur le référentiel', c.uuid::text
    from convention.reference_administration c left join referentiel.administration a on a.uuid = c.uuid
    where not c.supprime and (a.uuid is null or c.version > a.version)
    union all
    select 'ERREUR', 'copie d’un bailleur (habilitations) en avance sur le référentiel', c.uuid::text
    from habilitation.bailleur_connu c join referentiel.bailleur b on b.uuid = c.uuid where c.version > b.version
    union all
    select 'ERREUR', 'copie d’une administration (habilitations) en avance sur le référentiel', c.uuid::text
    from habilitation.administration_connue c join referentiel.administration a on a.uuid = c.uuid where c.version > a.version
    union all
    select 'REMARQUE', 'copie d’un bailleur (conventions) en retard : rattrapée au prochain démarrage', b.uuid::text
    from referentiel.bailleur b left join convention.reference_bailleur c on c.uuid = b.uuid
    where not b.supprime and (c.uuid is null or c.version < b.version)
    union all
    select 'REMARQUE', 'copie d’une administration (conventions) en retard : rattrapée au prochain démarrage', a.uuid::text
    from referentiel.administration a left join convention.reference_administration c on c.uuid = a.uuid
    where not a.supprime and (c.uuid is null or c.version < a.version)
    union all
    select 'REMARQUE', 'copie d’un bailleur (habilitations) en retard : rattrapée au prochain démarrage', b.uuid::text
    from referentiel.bailleur b left join habilitation.bailleur_connu c on c.uuid = b.uuid
    where not b.supprime and (c.uuid is null or c.version < b.version)
    union all
    select 'REMARQUE', 'copie d’une administration (habilitations) en retard : rattrapée au prochain démarrage', a.uuid::text
    from referentiel.administration a left join habilitation.administration_connue c on c.uuid = a.uuid
    where not a.supprime and (c.uuid is null or c.version < a.version)
    union all
    select 'ERREUR', 'bailleur d’un rôle en cours, inconnu du référentiel', r.bailleur || ' (rôle ' || r.id || ')'
    from habilitation.role r
    where r.bailleur is not null and r.fin is null and not exists (select from referentiel.bailleur b where b.uuid = r.bailleur)
    union all
    select 'ERREUR', 'administration d’un rôle en cours, inconnue du référentiel', r.administration || ' (rôle ' || r.id || ')'
    from habilitation.role r
    where r.administration is not null and r.fin is null
      and not exists (select from referentiel.administration a where a.uuid = r.administration)
    union all
    select 'ERREUR', 'dernier changement lu par les ' || l.lecteur || ', que le référentiel n’a pas encore écrit', l.sequence::text
    from (select 'conventions' lecteur, sequence from convention.reference_curseur
          union all select 'habilitations', sequence from habilitation.referentiel_lu) l
    where l.sequence > (select coalesce(max(sequence), 0) from referentiel.changement)
    union all
    select 'REMARQUE', 'auteur d’une convention, inconnu des habilitations', c.cree_par || ' (convention ' || c.id || ')'
    from convention.convention c
    where c.cree_par is not null and not exists (select from habilitation.utilisateur u where u.uuid = c.cree_par)
    union all
    select 'ERREUR', 'document d’une convention, inconnu du producteur', d.cle
    from convention.document_fichier d where not exists (select from document.fichier f where f.cle = d.cle)
    union all
    select 'ERREUR', 'programme d’une convention, absent', c.programme || ' (convention ' || c.id || ')'
    from convention.convention c where not exists (select from convention.programme p where p.id = c.programme)
    union all
    -- A message received must have been sent: its publication is kept for seven days, an hour of margin is left.
    select 'ERREUR', 'message reçu par ' || i.lecteur || ' que personne n’a envoyé : les schémas ne sont pas au même instant',
           i.type || ' ' || i.message_id
    from (select 'convention' lecteur, message_id, type, recu_le from convention.inbox
          union all select 'habilitation', message_id, type, recu_le from habilitation.inbox
          union all select 'document', message_id, type, recu_le from document.inbox) i
    where i.recu_le > (select max(m) from (values ((select max(recu_le) from convention.inbox)),
                                                  ((select max(recu_le) from habilitation.inbox)),
                                                  ((select max(recu_le) from document.inbox))) v(m)) - interval '1 hour'
      and not exists (select from publications p where p.message_id = i.message_id)
    union all
    select 'INFO', 'message de ' || service || ' à renvoyer au prochain démarrage', type || ' ' || message_id
    from publications where completion_date is null
),
publications(service, message_id, type, completion_date) as (
    select 'convention', coalesce(j ->> 'evenementId', j ->> 'courriel', j ->> 'tache', j ->> 'fichier'), event_type, completion_date
    from convention.event_publication, lateral (select serialized_event::jsonb) c(j)
    union all
    select 'referentiel', coalesce(j ->> 'evenementId', j ->> 'courriel', j ->> 'tache', j ->> 'fichier'), event_type, completion_date
    from referentiel.event_publication, lateral (select serialized_event::jsonb) c(j)
    union all
    select 'habilitation', coalesce(j ->> 'evenementId', j ->> 'courriel', j ->> 'tache', j ->> 'fichier'), event_type, completion_date
    from habilitation.event_publication, lateral (select serialized_event::jsonb) c(j)
    union all
    select 'document', coalesce(j ->> 'evenementId', j ->> 'courriel', j ->> 'tache', j ->> 'fichier'), event_type, completion_date
    from document.event_publication, lateral (select serialized_event::jsonb) c(j)
    -- What a reader asked for instead of waiting carries the number of the change.
    union all
    select 'referentiel', evenement::text, 'changement', survenu_le from referentiel.changement
)
select gravite, controle, count(*), array_to_string((array_agg(quoi order by quoi))[1:3], ' ; ')
from ecarts group by gravite, controle order by gravite, controle;
