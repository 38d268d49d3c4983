import type { RefusalWords } from './refusal-sentences.ts';

/** Why a scan was not recorded, as one says it in a German shop. */
export const refusalsDe: RefusalWords = {
  kinds: {
    order: 'Auftrag',
    sale: 'Verkauf',
    shipment: 'Sendung',
    return: 'Rückgabe',
    claim: 'Reklamation',
    repair: 'Reparatur',
    recall: 'Rückruf',
    receipt: 'Eingang',
    transfer: 'Umlagerung',
    count: 'Zählung',
  },
  sentences: {
    unreadable_code: 'Dieser Code ist nicht lesbar: {reason}.',
    serial_needed:
      'Das nennt das Produkt {product}, nicht die Einheit. Als Nächstes die Seriennummer scannen.',
    code_not_a_unit:
      'Dieser Code steht für etwas anderes ({understood}). Die Seriennummer einer Einheit scannen.',
    junk_serial:
      '„{serial}“ steht dort, wo niemand eine Nummer geschrieben hat: Das ist keine Seriennummer. Als nicht lesbar aufnehmen, mit einem Etikett von uns.',
    box_of_another_unit:
      'Der Karton {box} gehört zu {unit}, nicht zu diesem Gerät. Den richtigen Karton suchen, oder das Gerät zu diesem.',
    device_needed:
      'Nur der Karton {box} wurde gelesen, und er ist nicht versiegelt. Auch das Gerät selbst scannen.',
    codes_disagree: 'Diese Codes gehören zu verschiedenen Einheiten. Eine Einheit nach der anderen scannen.',
    unknown_product: 'Das Produkt {product} steht nicht im Katalog.',
    gtin_out_of_date: 'Die GTIN {product} steht heute für kein Produkt.',
    serial_of_another_product:
      'Diese Seriennummer ist als {product} bekannt, nicht als das, was mit ihr gescannt wurde.',
    imei_check_digit_wrong:
      'Die IMEI {number} kann nicht stimmen: Ihre letzte Ziffer wäre {digit}. Noch einmal scannen.',
    serial_not_of_pattern:
      'Die Nummer {serial} ist keine Seriennummer dieses Produkts: Die sehen aus wie {example} ({pattern}).',
    unknown_unit: 'Die Seriennummer {serial} ist hier nicht bekannt.',
    product_needed: 'Die Seriennummer {serial} ist neu. Das Produkt angeben, oder das ganze Etikett scannen.',
    serial_too_long: 'Die Seriennummer ist länger als {limit} Zeichen.',
    misidentified: 'Diese Nummer wurde versehentlich erfasst. Siehe Einheit {see}.',
    same_unit_twice: 'Diese Einheit ist in dieser Anfrage schon dabei.',
    not_a_pair: 'Dafür braucht es genau zwei Einheiten zusammen.',
    quantity_not_allowed: 'Einheiten von {product} haben Seriennummern: jede einzeln scannen.',
    quantity_needed: 'Wie viele Stück von {product}?',
    move_needs_serial: 'Das geht nur mit Einheiten, die eine Seriennummer haben.',
    quantity_not_there: 'Hier sind nur {available} von {product} erfasst.',
    not_at_your_site: 'Diese Einheit ist an einem anderen Standort erfasst: Es muss dort geschehen.',
    lead_needed: 'Das muss eine Leitung tun.',
    too_many_unread:
      'Hier wurden in den letzten {hours} Stunden {count} Sachen ohne ihre Nummer aufgenommen. Das muss eine Leitung tun.',
    details_missing: 'Dafür fehlt noch „{field}“.',
    details_wrong: '„{field}“ kann nicht „{value}“ sein.',
    proof_needed:
      'Die Nummer {number} von einer Sache zu nehmen braucht einen Nachweis (Beleg oder Foto) oder eine Leitung.',
    number_taken: 'Die Nummer {number} gehört schon einer anderen Einheit.',
    place_closed: 'Der Platz {place} ist nicht mehr in Gebrauch.',
    not_kept_there: 'Am Platz {place} wird nur gewartet: dort einlagern, wo es bleiben soll.',
    kept_apart:
      'Was gesperrt, beschädigt oder defekt ist, kommt nicht in ein Fach wie {place}: in die Quarantäne oder den Käfig bringen.',
    spot_full: 'Der Platz {place} ist voll: Dort liegen schon {units}. An einen anderen Platz legen.',
    document_unknown: 'Diesen Beleg gibt es nicht: {kind} {number}.',
    document_of_another_site:
      '{kind} {number} gehört zu einem anderen Standort. Dort aufnehmen, oder hier ohne den Beleg.',
    document_closed: '{kind} {number} ist geschlossen.',
    already_on_document: 'Diese Einheit ist auf {kind} {number} schon erfasst.',
    not_on_document:
      'Diese Einheit steht nicht auf {kind} {number}. Um sie trotzdem zu nehmen, einen Grund angeben.',
    in_another_container:
      'Diese Einheit liegt in {container}. Erst dort herausnehmen, oder sagen, dass sie von dort umgepackt wird.',
    container_elsewhere: 'Der Behälter {number} steht an {place}: dort packen, oder ihn erst bewegen.',
    container_full: 'Der Behälter {number} enthält {units} Einheiten: Mehr nimmt er nicht.',
    not_in_container: 'Diese Einheit liegt nicht mehr in {number}.',
    serial_outside_range:
      'Die Seriennummer {serial} ist keine von denen, die {supplier} von diesem Produkt liefern darf: {ranges}.',
    recalled_delivery:
      'Diese Einheit ist zurückgerufen, und {supplier} darf sie nicht liefern: beiseitestellen und zurückschicken.',
    delivered_twice:
      'Die Seriennummer {serial} wurde schon geliefert: {last}. Das Etikett ansehen und {supplier} fragen.',
    over_delivery:
      'Von {supplier} dürfen auf {number} höchstens {allowed} mehr als angekündigt kommen: zurückschicken, oder eine Leitung fragen.',
    unit_of_another_supplier:
      'Diese Einheit hat {supplier} geliefert, nicht {asked}: Sie geht dorthin zurück, wo sie herkam.',
    event_not_found: 'Die Einheit hat kein Ereignis {seq}.',
    already_annulled: 'Ereignis {seq} ist schon zurückgenommen.',
    half_of_a_pair:
      'Ereignis {seq} ist die Hälfte eines Vorgangs an zwei Einheiten: beide Hälften zusammen zurücknehmen.',
    cannot_be_annulled:
      'Ereignis {seq} ist selbst eine Berichtigung. Stattdessen den richtigen Vorgang erfassen.',
    already_sold: 'Diese Einheit ist schon verkauft: {last}.',
    already_received: 'Diese Einheit ist schon eingegangen: {last}.',
    already_there: 'Das ist schon geschehen: {last}.',
    wrong_status: 'Das geht nicht ({move}): Der Status der Einheit ist „{status}“.',
    customers_unit: 'Diese Einheit gehört einem Kunden, nicht uns: zurückgeben, oder erst übernehmen.',
    our_unit: 'Diese Einheit gehört uns, nicht einem Kunden: stattdessen verkaufen.',
    on_hold: 'Diese Einheit ist gesperrt ({hold}).',
    hold_already_placed: 'Diese Sperre hat die Einheit schon.',
    hold_not_found: 'Die Einheit hat keine solche Sperre ({hold}).',
    scope_not_found: 'Für genau diesen Umfang gilt keine Sperre {hold}.',
    not_inspected: 'Diese Einheit wurde nicht geprüft, seit sie zurückkam.',
    test_failed: 'Der letzte Test dieser Einheit ist fehlgeschlagen.',
    not_tested: 'Diese Einheit hat nach der Reparatur noch keinen Test bestanden.',
    locked: 'Diese Einheit ist an ein Benutzerkonto gebunden.',
    not_on_return: 'Diese Einheit ist noch nicht auf der Rücksendung {number}: erst dort eintragen.',
    rma_needed: 'Auf der Rücksendung {number} fehlt noch die RMA-Nummer des Lieferanten.',
    approval_needed: 'Der Rücksendung {number} muss erst eine Leitung zustimmen.',
  },
};
