/**
 * Pages: layout, DSFR components as Thymeleaf fragments, the view models they draw, formats and assets, the live follow-up of long tasks. Knows no domain
 * word; may use security, environment and correlation.
 */
@NullMarked
package fr.gouv.apilos.platform.web;

import org.jspecify.annotations.NullMarked;
