/** Word to PDF with LibreOffice processes kept warm. Uses nothing but the platform. */
package fr.gouv.apilos.document.pdf;
