// Stands before Decap CMS: the settings come from our own file, and are given to it by admin.js.
window.CMS_MANUAL_INIT = true;
