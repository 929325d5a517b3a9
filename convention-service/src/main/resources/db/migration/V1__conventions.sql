-- V1__conventions.sql            schema convention
-- Why    the data of conventions and avenants, their programmes and everything listed on them (01 §1, 03 A).
-- What   programmes, conventions, lots and their rows, history, journal, comments. Identifiers are the public uuids;
--        "ordre" keeps the order of creation where the specification orders by it (01 R7).
-- Undo   drop the tables in reverse order.
create table programme (
    id uuid not null constraint programme_pk primary key,
    version bigint not null default 0,
    parent uuid,
    nom varchar(255) not null,
    numero_operation varchar(255) not null default '',
    numero_operation_pour_recherche varchar(255) not null default '',
    seconde_vie boolean not null default false,
    bailleur uuid not null,
    administration uuid,
    adresse text not null default '',
    code_postal varchar(5) not null default '',
    ville varchar(255) not null default '',
    code_insee_commune varchar(10) not null default '',
    code_insee_departement varchar(10) not null default '',
    code_insee_region varchar(10) not null default '',
    annee_gestion_programmation int,
    zone123 varchar(25),
    zone_abc varchar(25),
    surface_utile_totale numeric(10,2),
    surface_corrigee_totale numeric(10,2),
    type_operation varchar(25) not null default 'NEUF',
    nature_logement varchar(25) not null default 'LOGEMENTSORDINAIRES',
    anru boolean not null default false,
    anah boolean not null default false,
    nb_locaux_commerciaux int,
    nb_bureaux int,
    autres_locaux_hors_convention text not null default '',
    vendeur text not null default '',
    acquereur text not null default '',
    reference_notaire text not null default '',
    reference_publication_acte text not null default '',
    acte_de_propriete text not null default '',
    effet_relatif text not null default '',
    certificat_adressage text not null default '',
    reference_cadastrale text not null default '',
    date_acte_notarie date,
    edd_volumetrique text not null default '',
    edd_classique text not null default '',
    edd_stationnements text not null default '',
    mention_publication_edd_volumetrique text not null default '',
    mention_publication_edd_classique text not null default '',
    permis_construire varchar(255) not null default '',
    date_achevement_previsible date,
    date_achat date,
    date_achevement date,
    date_achevement_compile date,
    date_autorisation_hors_habitat_inclusif date,
    date_convention_location date,
    date_residence_argement_gestionnaire_intermediation date,
    departement_residence_argement_gestionnaire_intermediation varchar(255) not null default '',
    ville_signature_residence_agrement_gestionnaire_intermediation varchar(255) not null default '',
    ancienne_administration uuid,
    cree_le timestamptz not null default now(),
    mis_a_jour_le timestamptz not null default now(),
    constraint programme_parent_fk foreign key (parent) references programme (id) on delete cascade
);
create index programme_numero_operation_idx on programme (numero_operation);
create index programme_numero_recherche_idx on programme (numero_operation_pour_recherche);
create index programme_bailleur_idx on programme (bailleur);
create index programme_administration_idx on programme (administration);
create index programme_parent_idx on programme (parent);

create table reference_cadastrale (
    id uuid not null constraint reference_cadastrale_pk primary key,
    programme uuid not null constraint reference_cadastrale_programme_fk references programme (id) on delete cascade,
    ordre int not null,
    section varchar(255) not null default '',
    numero varchar(255) not null default '',
    lieudit varchar(255) not null default '',
    surface varchar(255) not null default '',
    autre varchar(255) not null default ''
);
create index reference_cadastrale_programme_idx on reference_cadastrale (programme, ordre);

create table logement_edd (
    id uuid not null constraint logement_edd_pk primary key,
    programme uuid not null constraint logement_edd_programme_fk references programme (id) on delete cascade,
    ordre int not null,
    designation varchar(255) not null,
    financement varchar(25) not null default 'PLUS',
    numero_lot varchar(255) not null default ''
);
create index logement_edd_programme_idx on logement_edd (programme, ordre);

create table convention (
    id uuid not null constraint convention_pk primary key,
    version bigint not null default 0,
    parent uuid,
    numero varchar(255),
    numero_pour_recherche varchar(255),
    programme uuid not null,
    date_fin_conventionnement date,
    fond_propre numeric(16,2),
    commentaires text,
    attached text,
    statut varchar(25) not null default 'PROJET',
    soumis_le timestamptz,
    premiere_soumission_le timestamptz,
    valide_le date,
    cree_par uuid,
    cree_par_nom varchar(255),
    cree_par_instructeur boolean not null default false,
    type1et2 varchar(25),
    type2_lgts_concernes_option1 boolean not null default true,
    type2_lgts_concernes_option2 boolean not null default true,
    type2_lgts_concernes_option3 boolean not null default true,
    type2_lgts_concernes_option4 boolean not null default true,
    type2_lgts_concernes_option5 boolean not null default true,
    type2_lgts_concernes_option6 boolean not null default true,
    type2_lgts_concernes_option7 boolean not null default true,
    type2_lgts_concernes_option8 boolean not null default true,
    signataire_nom varchar(255),
    signataire_fonction varchar(255),
    signataire_date_deliberation date,
    signataire_bloc_signature varchar(5000),
    identification_bailleur boolean not null default false,
    identification_bailleur_detail text,
    gestionnaire varchar(255),
    gestionnaire_signataire_nom varchar(255),
    gestionnaire_signataire_fonction varchar(255),
    gestionnaire_signataire_date_deliberation date,
    gestionnaire_signataire_bloc_signature varchar(5000),
    gestionnaire_bloc_info_complementaire varchar(5000),
    donnees_validees text,
    nom_fichier_signe varchar(255),
    televersement_convention_signee_le date,
    date_envoi_spf date,
    date_publication_spf date,
    reference_spf varchar(50),
    date_refus_spf date,
    motif_refus_spf varchar(1000),
    nom_fichier_publication_spf varchar(255),
    desc_avenant text,
    champ_libre_avenant text,
    historique_financement_public varchar(5000),
    date_denonciation date,
    motif_denonciation text,
    fichier_instruction_denonciation text,
    date_resiliation date,
    motif_resiliation text,
    fichier_instruction_resiliation text,
    adresse text,
    fichier_override_cerfa text,
    attribution_agees_autonomie boolean not null default false,
    attribution_agees_ephad boolean not null default false,
    attribution_agees_desorientees boolean not null default false,
    attribution_agees_petite_unite boolean not null default false,
    attribution_agees_autre boolean not null default false,
    attribution_agees_autre_detail varchar(255),
    attribution_handicapes_foyer boolean not null default false,
    attribution_handicapes_foyer_de_vie boolean not null default false,
    attribution_handicapes_foyer_medicalise boolean not null default false,
    attribution_handicapes_autre boolean not null default false,
    attribution_handicapes_autre_detail varchar(255),
    attribution_inclusif_conditions_specifiques varchar(50000),
    attribution_inclusif_conditions_admission varchar(50000),
    attribution_inclusif_modalites_attribution varchar(50000),
    attribution_inclusif_partenariats varchar(50000),
    attribution_inclusif_activites varchar(50000),
    attribution_reservation_prefectorale int,
    attribution_modalites_reservations varchar(50000),
    attribution_modalites_choix_personnes varchar(50000),
    attribution_prestations_integrees varchar(50000),
    attribution_prestations_facultatives varchar(50000),
    attribution_residence_sociale_ordinaire boolean not null default false,
    attribution_pension_de_famille boolean not null default false,
    attribution_residence_accueil boolean not null default false,
    foyer_residence_variante1 boolean not null default true,
    foyer_residence_variante2 boolean not null default true,
    foyer_residence_variante3 boolean not null default true,
    foyer_residence_variante2_travaux varchar(5000),
    foyer_residence_variante2_nb_annees int,
    foyer_residence_variante2_nb_tranches int,
    cree_le timestamptz not null default now(),
    mis_a_jour_le timestamptz not null default now(),
    constraint convention_parent_fk foreign key (parent) references convention (id) on delete cascade,
    constraint convention_programme_fk foreign key (programme) references programme (id) on delete cascade
);
create index convention_programme_idx on convention (programme);
create index convention_parent_idx on convention (parent, cree_le);
create index convention_statut_idx on convention (statut);
create index convention_numero_recherche_idx on convention (numero_pour_recherche);
create index convention_valide_le_idx on convention (valide_le);
-- Two instructeurs must never give one number to two conventions (01 D15, DB-44); avenants count per convention.
create unique index convention_numero_unique on convention (numero) where parent is null and numero is not null;

create table convention_avenant_type (
    convention uuid not null constraint convention_avenant_type_fk references convention (id) on delete cascade,
    type varchar(30) not null,
    constraint convention_avenant_type_pk primary key (convention, type)
);

create table convention_seconde_vie (
    convention uuid not null constraint convention_seconde_vie_fk references convention (id) on delete cascade,
    origine uuid not null constraint convention_seconde_vie_origine_fk references convention (id) on delete cascade,
    constraint convention_seconde_vie_pk primary key (convention, origine)
);

create table lot (
    id uuid not null constraint lot_pk primary key,
    convention uuid not null constraint lot_convention_fk references convention (id) on delete cascade,
    ordre int not null,
    parent uuid,
    nb_logements int,
    financement varchar(25) not null default 'PLUS',
    type_habitat varchar(25) not null default 'INDIVIDUEL',
    edd_volumetrique text not null default '',
    edd_classique text not null default '',
    annexe_caves boolean not null default false,
    annexe_soussols boolean not null default false,
    annexe_remises boolean not null default false,
    annexe_ateliers boolean not null default false,
    annexe_sechoirs boolean not null default false,
    annexe_celliers boolean not null default false,
    annexe_resserres boolean not null default false,
    annexe_combles boolean not null default false,
    annexe_balcons boolean not null default false,
    annexe_loggias boolean not null default false,
    annexe_terrasses boolean not null default false,
    lgts_mixite_sociale_negocies int not null default 0,
    loyer_derogatoire numeric(6,2),
    surface_habitable_totale numeric(12,2),
    surface_locaux_collectifs_residentiels numeric(12,2) not null default 0,
    foyer_residence_nb_garage_parking int,
    foyer_residence_dependance varchar(5000),
    foyer_residence_locaux_hors_convention varchar(5000),
    loyer_associations_foncieres numeric(6,2),
    constraint lot_convention_financement_unique unique (convention, financement)
);
create index lot_convention_idx on lot (convention, ordre);

create table logement (
    id uuid not null constraint logement_pk primary key,
    lot uuid not null constraint logement_lot_fk references lot (id) on delete cascade,
    designation varchar(255) not null,
    typologie varchar(25) not null default 'T1',
    surface_habitable numeric(12,2),
    surface_corrigee numeric(12,2),
    surface_annexes numeric(12,2),
    surface_annexes_retenue numeric(12,2),
    surface_utile numeric(12,2),
    loyer_par_metre_carre numeric(12,2),
    coeficient numeric(12,4),
    loyer numeric(12,2),
    import_order int
);
create index logement_lot_idx on logement (lot, import_order);

create table annexe (
    id uuid not null constraint annexe_pk primary key,
    logement uuid not null constraint annexe_logement_fk references logement (id) on delete cascade,
    ordre int not null default 0,
    typologie varchar(25) not null default 'TERRASSE',
    surface_hors_surface_retenue numeric(6,2) not null,
    loyer_par_metre_carre numeric(6,2) not null,
    loyer numeric(6,2) not null
);
create index annexe_logement_idx on annexe (logement, ordre);

create table type_stationnement (
    id uuid not null constraint type_stationnement_pk primary key,
    lot uuid not null constraint type_stationnement_lot_fk references lot (id) on delete cascade,
    ordre int not null default 0,
    typologie varchar(35) not null default 'PLACE_STATIONNEMENT',
    nb_stationnements int not null,
    loyer numeric(6,2) not null
);
create index type_stationnement_lot_idx on type_stationnement (lot, ordre);

create table local_collectif (
    id uuid not null constraint local_collectif_pk primary key,
    lot uuid not null constraint local_collectif_lot_fk references lot (id) on delete cascade,
    ordre int not null default 0,
    type_local varchar(255) not null,
    surface_habitable numeric(6,2) not null,
    nombre int not null
);
create index local_collectif_lot_idx on local_collectif (lot, ordre);

create table repartition_surface (
    lot uuid not null constraint repartition_surface_lot_fk references lot (id) on delete cascade,
    typologie varchar(25) not null default 'T1',
    type_habitat varchar(25) not null default 'INDIVIDUEL'
        constraint repartition_surface_habitat_ck check (type_habitat in ('INDIVIDUEL', 'COLLECTIF')),
    quantite int not null,
    constraint repartition_surface_pk primary key (lot, typologie, type_habitat)
);

create table pret (
    id uuid not null constraint pret_pk primary key,
    lot uuid not null constraint pret_lot_fk references lot (id) on delete cascade,
    ordre int not null default 0,
    preteur varchar(25) not null default 'AUTRE',
    autre varchar(255) not null default '',
    date_octroi date,
    numero varchar(255),
    duree int,
    montant numeric(12,2) not null
);
create index pret_lot_idx on pret (lot, ordre);

create table convention_historique (
    id uuid not null constraint convention_historique_pk primary key,
    convention uuid not null constraint convention_historique_fk references convention (id) on delete cascade,
    statut varchar(25) not null,
    statut_precedent varchar(25) not null,
    commentaire text,
    utilisateur uuid,
    utilisateur_nom varchar(255),
    utilisateur_email varchar(254),
    typologie varchar(25),
    cree_le timestamptz not null
);
create index convention_historique_convention_idx on convention_historique (convention, cree_le);
create index convention_historique_utilisateur_idx on convention_historique (utilisateur, statut);

create table evenement (
    id uuid not null constraint evenement_pk primary key,
    convention uuid not null constraint evenement_convention_fk references convention (id) on delete cascade,
    type_evenement varchar(50) not null default 'DEPOT_BAILLEUR',
    survenu_le date not null,
    description text,
    pieces_jointes text not null default ''
);
create index evenement_convention_idx on evenement (convention, survenu_le desc);

create table piece_jointe (
    id uuid not null constraint piece_jointe_pk primary key,
    convention uuid not null constraint piece_jointe_convention_fk references convention (id) on delete cascade,
    type varchar(24) default 'AUTRE',
    fichier varchar(50),
    nom_reel varchar(255),
    description varchar(1000),
    cree_le timestamptz not null
);
create index piece_jointe_convention_idx on piece_jointe (convention);

create table commentaire (
    id uuid not null constraint commentaire_pk primary key,
    convention uuid not null constraint commentaire_convention_fk references convention (id) on delete cascade,
    nom_objet varchar(255) not null,
    champ_objet varchar(255) not null,
    uuid_objet uuid,
    auteur uuid not null,
    auteur_nom varchar(255) not null,
    auteur_instructeur boolean not null,
    message varchar(5000) not null,
    statut varchar(10) not null default 'OUVERT',
    cree_le timestamptz not null,
    mis_a_jour_le timestamptz not null,
    resolu_le timestamptz,
    resolu_par varchar(255),
    clos_le timestamptz,
    clos_par varchar(255)
);
create index commentaire_convention_idx on commentaire (convention, cree_le);
