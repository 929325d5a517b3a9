/** Tests of pictures. */
package fr.gouv.apilos.document.image;
