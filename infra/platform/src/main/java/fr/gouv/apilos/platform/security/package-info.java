/**
 * Who is calling and what they may do: the internal token as a typed identity, its perimeter as one definition for
 * SQL and for single objects, the filter chain every service shares, and how one service calls
 * another. Uses environment and error.
 */
@NullMarked
package fr.gouv.apilos.platform.security;

import org.jspecify.annotations.NullMarked;
