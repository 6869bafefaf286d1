"use strict";

exports.probe = function (hub) {
  return { id: hub.settings.user, label: "Press of " + hub.settings.user };
};

// Two operations in each of six months, one that is wrong in December and one in April, two accounts and one that cannot be read; nothing more once its cursor stands.
exports.sync = function (hub) {
  if (hub.cursor) return;
  ["2023-11", "2023-12", "2024-01", "2024-02", "2024-03", "2024-04"].forEach(function (month) {
    ["05", "20"].forEach(function (day) {
      hub.save("bank.operation", operation(hub, month + "-" + day));
    });
  });
  ["2023-12-24", "2024-04-24"].forEach(function (day) {
    var wrong = operation(hub, day);
    wrong.currency = "no currency";
    hub.save("bank.operation", wrong);
  });
  ["1", "2"].forEach(function (number) {
    hub.save("bank.account", { account: hub.settings.user + number, name: "an-account-nobody-allowed" });
  });
  hub.reject("bank.account", { en: "It cannot be read.", fr: "Il est illisible." });
  if (hub.settings.user === "withdrawing") hub.withdraw("bank.account", { account: "withdrawing1" });
  hub.setCursor("done");
};

function operation(hub, day) {
  return { account: hub.settings.user, reference: day, bookingDate: day, amount: "-12.50", currency: "EUR", label: "Bread " + day, memo: "a-memo-nobody-allowed" };
}
