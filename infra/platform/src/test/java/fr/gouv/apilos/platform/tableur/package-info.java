/** Tests of the spreadsheet engine on workbooks written by another library than the one that reads them. */
package fr.gouv.apilos.platform.tableur;
