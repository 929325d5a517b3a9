/**
 * Pages: layout, DSFR components as Thymeleaf fragments, the view models they draw, formats and assets. Knows no domain
 * word; may use security, environment and correlation.
 */
@NullMarked
package fr.gouv.apilos.platform.web;

import org.jspecify.annotations.NullMarked;
