import type { RefusalWords } from './refusal-sentences.ts';

/** Why a scan was not recorded, as one says it in a Spanish shop. */
export const refusalsEs: RefusalWords = {
  kinds: {
    order: 'pedido',
    sale: 'venta',
    shipment: 'envío',
    return: 'devolución',
    claim: 'reclamación',
    repair: 'reparación',
    recall: 'retirada',
    receipt: 'entrada',
    transfer: 'traslado',
    count: 'recuento',
  },
  sentences: {
    unreadable_code: 'Este código no se puede leer: {reason}.',
    serial_needed: 'Esto nombra el producto {product}, no la unidad. Escanee ahora su número de serie.',
    code_not_a_unit:
      'Este código corresponde a otra cosa ({understood}). Escanee el número de serie de una unidad.',
    junk_serial:
      '«{serial}» es lo que aparece donde nadie escribió un número: no es un número de serie. Regístrela como ilegible, con una etiqueta nuestra.',
    box_of_another_unit:
      'La caja {box} es de {unit}, no de este aparato. Busque su propia caja, o el aparato de esta.',
    device_needed: 'Solo se ha leído la caja {box}, y no está precintada. Escanee también el aparato.',
    codes_disagree: 'Estos códigos son de unidades distintas. Escanee una unidad cada vez.',
    unknown_product: 'El producto {product} no está en el catálogo.',
    gtin_out_of_date: 'El GTIN {product} no corresponde hoy a ningún producto.',
    serial_of_another_product:
      'Este número de serie se conoce como {product}, no como lo que se escaneó con él.',
    imei_check_digit_wrong:
      'El IMEI {number} no puede ser correcto: su última cifra sería {digit}. Escanéelo otra vez.',
    serial_not_of_pattern:
      'El número {serial} no es un número de serie de este producto: son como {example} ({pattern}).',
    unknown_unit: 'El número de serie {serial} no se conoce aquí.',
    product_needed:
      'El número de serie {serial} es nuevo. Diga qué producto es, o escanee la etiqueta entera.',
    serial_too_long: 'El número de serie tiene más de {limit} caracteres.',
    misidentified: 'Este número se registró por error. Vea la unidad {see}.',
    same_unit_twice: 'Esta unidad ya está en esta petición.',
    not_a_pair: 'Esto necesita exactamente dos unidades juntas.',
    quantity_not_allowed: 'Las unidades de {product} tienen número de serie: escanee cada una.',
    quantity_needed: '¿Cuántas piezas de {product}?',
    move_needs_serial: 'Esto es solo para unidades con número de serie.',
    quantity_not_there: 'Aquí solo constan {available} de {product}.',
    not_at_your_site: 'Esta unidad consta en otro centro: hay que hacerlo allí.',
    lead_needed: 'Esto lo tiene que hacer un responsable.',
    too_many_unread:
      'Aquí se registraron {count} cosas sin su número en las últimas {hours} horas. Lo tiene que hacer un responsable.',
    details_missing: 'Para esto falta «{field}».',
    details_wrong: '«{field}» no puede ser «{value}».',
    proof_needed:
      'Quitarle a una cosa el número {number} exige una prueba (documento o fotografía) o un responsable.',
    number_taken: 'El número {number} ya es de otra unidad.',
    place_closed: 'La ubicación {place} ya no se usa.',
    not_kept_there: 'En {place} las cosas solo esperan: ubíquela donde se va a guardar.',
    kept_apart:
      'Lo bloqueado, dañado o defectuoso no se ubica en un hueco como {place}: llévelo a cuarentena o a la jaula.',
    spot_full: 'La ubicación {place} está llena: ya tiene {units}. Póngala en otro sitio.',
    document_unknown: 'No existe el documento {kind} {number}.',
    document_of_another_site:
      'Este documento es de otro centro: {kind} {number}. Regístrela allí, o aquí sin el documento.',
    document_closed: 'Este documento está cerrado: {kind} {number}.',
    already_on_document: 'Esta unidad ya consta en este documento: {kind} {number}.',
    not_on_document:
      'Esta unidad no está en este documento: {kind} {number}. Para tomarla de todos modos, dé un motivo.',
    in_another_container:
      'Esta unidad está en {container}. Sáquela antes de allí, o diga que pasa desde allí a este.',
    container_elsewhere: 'El contenedor {number} está en {place}: embale allí, o muévalo antes.',
    container_full: 'El contenedor {number} tiene {units} unidades: no admite más.',
    not_in_container: 'Esta unidad ya no está en {number}.',
    serial_outside_range:
      'El número de serie {serial} no es de los que {supplier} puede entregar de este producto: {ranges}.',
    recalled_delivery:
      'Esta unidad está retirada del mercado y {supplier} no puede entregarla: apártela y devuélvala.',
    delivered_twice:
      'El número de serie {serial} ya se entregó antes: {last}. Mire la etiqueta y pregunte a {supplier}.',
    over_delivery:
      'De {supplier} pueden llegar en {number} como mucho {allowed} más de lo anunciado: devuélvala, o pregunte a un responsable.',
    unit_of_another_supplier: 'Esta unidad la entregó {supplier}, no {asked}: vuelve a quien la envió.',
    event_not_found: 'La unidad no tiene ningún evento {seq}.',
    already_annulled: 'El evento {seq} ya estaba anulado.',
    half_of_a_pair:
      'El evento {seq} es la mitad de un acto sobre dos unidades: anule las dos mitades a la vez.',
    cannot_be_annulled: 'El evento {seq} es ya una corrección. Registre en su lugar el movimiento correcto.',
    already_sold: 'Esta unidad ya se vendió: {last}.',
    already_received: 'Esta unidad ya se recibió: {last}.',
    already_there: 'Esto ya estaba hecho: {last}.',
    wrong_status: 'No es posible ({move}): el estado de la unidad es «{status}».',
    customers_unit: 'Esta unidad es de un cliente, no nuestra: devuélvasela, o hágase cargo de ella antes.',
    our_unit: 'Esta unidad es nuestra, no de un cliente: véndala.',
    on_hold: 'Esta unidad está bloqueada ({hold}).',
    hold_already_placed: 'La unidad ya tiene este bloqueo.',
    hold_not_found: 'La unidad no tiene ese bloqueo ({hold}).',
    scope_not_found: 'Ningún bloqueo {hold} rige exactamente para este alcance.',
    not_inspected: 'Esta unidad no se ha inspeccionado desde que volvió.',
    test_failed: 'La última prueba de esta unidad falló.',
    not_tested: 'Esta unidad no ha pasado su prueba después de la reparación.',
    locked: 'Esta unidad está vinculada a una cuenta de usuario.',
    not_on_return: 'Esta unidad aún no está en la devolución {number}: póngala primero allí.',
    rma_needed: 'En la devolución {number} falta todavía el número RMA del proveedor.',
    approval_needed: 'Un responsable tiene que aprobar primero la devolución {number}.',
  },
};
