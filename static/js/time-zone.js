// Tells the server, once, in which time zone this browser is.
const form = document.getElementById("time-zone");
form.elements.time_zone.value = Intl.DateTimeFormat().resolvedOptions().timeZone;
fetch(form.action, { method: "POST", body: new FormData(form) });
