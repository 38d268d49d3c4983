import { type Route, route } from './http/endpoint.ts';
import { boughtFor } from './operations/valuation/bought-for.ts';
import { vendorReturnEndpoints } from './operations/vendor-returns/routes.ts';
import { watchingEndpoints } from './operations/watching/routes.ts';

type Parts = Omit<Parameters<typeof vendorReturnEndpoints>[0], 'boughtFor'> &
  Parameters<typeof watchingEndpoints>[0];

/** What is out of sight: what goes back to suppliers, and the watch over what nobody sees. */
export function vendorEndpoints(parts: Parts) {
  const costs = { boughtFor: (units: readonly number[]) => boughtFor(parts.database, units) };
  return { vendorReturns: vendorReturnEndpoints({ ...parts, ...costs }), watching: watchingEndpoints(parts) };
}

export type VendorEndpoints = ReturnType<typeof vendorEndpoints>;

/** A part of routes.ts. */
export function vendorRoutes({ vendorReturns, watching }: VendorEndpoints): readonly Route[] {
  return [
    route('GET', '/api/vendor-returns', 'read', 'site', vendorReturns.list),
    route('POST', '/api/vendor-returns', 'scan', 'site', vendorReturns.begin),
    route('GET', '/api/vendor-returns/:number', 'read', 'site', vendorReturns.get),
    route('PATCH', '/api/vendor-returns/:number', 'scan', 'site', vendorReturns.change),
    route('GET', '/api/vendor-returns/:number/units', 'read', 'site', vendorReturns.units),
    route('POST', '/api/vendor-returns/:number/units', 'scan', 'site', vendorReturns.listUnits),
    route('PATCH', '/api/vendor-returns/:number/units/:unit', 'scan', 'site', vendorReturns.changeUnit),
    route('DELETE', '/api/vendor-returns/:number/units/:unit', 'scan', 'site', vendorReturns.dropUnit),
    route('POST', '/api/vendor-returns/:number/units/:unit/undo', 'settle', 'site', vendorReturns.undoUnit),
    route('POST', '/api/vendor-returns/:number/approve', 'settle', 'site', vendorReturns.approve),
    route('POST', '/api/vendor-returns/:number/send', 'scan', 'site', vendorReturns.send),
    route('POST', '/api/vendor-returns/:number/answers', 'scan', 'site', vendorReturns.answer),
    route('POST', '/api/vendor-returns/:number/close', 'settle', 'site', vendorReturns.close),
    route('POST', '/api/vendor-returns/:number/cancel', 'settle', 'site', vendorReturns.cancel),
    route('GET', '/api/vendor-returns/:number/packing-list.csv', 'read', 'site', vendorReturns.packingCsv),
    route('GET', '/api/vendor-returns/:number/packing-list.pdf', 'read', 'site', vendorReturns.packingPdf),
    route('GET', '/api/vendor-credits', 'read', 'site', vendorReturns.credits),
    route('GET', '/api/watch/limits', 'read', 'site', watching.limits),
    route('POST', '/api/watch/limits', 'settle', 'site', watching.setLimit),
    route('GET', '/api/watch/nights', 'read', 'site', watching.nights),
    route('GET', '/api/watch/units', 'read', 'site', watching.unseen),
  ];
}
