/**
 * Files that take longer than a page may wait: asked for, prepared apart with their progress, kept for a day, given to who
 * asked as long as their rights have not changed. Knows no kind of file: other modules bring theirs.
 */
package fr.gouv.apilos.convention.telechargement;
