/**
 * The files joined to the fields of a convention and of its programme: what a field takes, rights, quarantine until the
 * antivirus has read them, downloads, collection of what nobody owns any more, copy of the files of an installation taken
 * over. Uses convention, programme and the object store.
 */
package fr.gouv.apilos.convention.fichier;
