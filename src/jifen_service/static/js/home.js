/* A link with answers behind its # was made when the quick self-test stood here: lead it on, answers and all. */
"use strict";

if (location.hash.startsWith("#q=")) {
  location.replace(document.querySelector("[data-quick]").href + location.hash);
}
