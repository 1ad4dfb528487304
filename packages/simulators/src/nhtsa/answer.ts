/** The JSON that DecodeVinValues answers: one flat object of strings, empty where nothing is known. */
import type { Decoded } from './decoding.ts';
import type { Body } from './model-lines.ts';

const TEXTS: Readonly<Record<number, string>> = {
  0: 'VIN decoded clean. Check Digit (9th position) is correct',
  1: 'Check Digit (9th position) does not calculate properly',
  2: 'VIN corrected, error in one position',
  3: 'VIN corrected, error in one position (assuming Check Digit is correct)',
  4: 'VIN corrected, error in one position only (indicated by ! in Suggested VIN), multiple matches found',
  5: 'VIN has errors in few positions',
  6: 'Incomplete VIN',
  7: 'Manufacturer is not registered with NHTSA for sale or importation in the U.S. for use on U.S roads; Please contact the manufacturer directly for more information',
  8: 'No detailed data available currently',
  11: 'Incorrect Model Year - Position 10 does not match valid model year codes (I, O, Q, U, Z, 0)',
  12: 'Model Year warning - Model Year entered does not match the one decoded from the VIN',
  14: 'Unable to provide information for all the characters in the VIN',
  400: 'Invalid Characters Present',
};

const BODIES: Readonly<Record<Body, readonly [bodyClass: string, vehicleType: string]>> = {
  sedan: ['Sedan/Saloon', 'PASSENGER CAR'],
  coupe: ['Coupe', 'PASSENGER CAR'],
  hatchback: ['Hatchback/Liftback/Notchback', 'PASSENGER CAR'],
  convertible: ['Convertible/Cabriolet', 'PASSENGER CAR'],
  wagon: ['Wagon', 'PASSENGER CAR'],
  suv: ['Sport Utility Vehicle (SUV)/Multi-Purpose Vehicle (MPV)', 'MULTIPURPOSE PASSENGER VEHICLE (MPV)'],
  minivan: ['Minivan', 'MULTIPURPOSE PASSENGER VEHICLE (MPV)'],
  pickup: ['Pickup', 'TRUCK'],
};

/** Fields of which nothing is known here; NHTSA names them all the same. */
const UNKNOWN_FIELDS = (
  'ABS ActiveSafetySysNote AdaptiveCruiseControl AdaptiveDrivingBeam AdaptiveHeadlights AirBagLocCurtain AirBagLocFront ' +
  'AirBagLocKnee AirBagLocSeatCushion AirBagLocSide AutoReverseSystem AutomaticPedestrianAlertingSound AxleConfiguration ' +
  'Axles BasePrice BatteryA BatteryA_to BatteryCells BatteryInfo BatteryKWh BatteryKWh_to BatteryModules BatteryPacks ' +
  'BatteryType BatteryV BatteryV_to BedLengthIN BedType BlindSpotIntervention BlindSpotMon BodyCabType BrakeSystemDesc ' +
  'BrakeSystemType BusFloorConfigType BusLength BusType CAN_AACN CIB CashForClunkers ChargerLevel ChargerPowerKW ' +
  'CombinedBrakingSystem CoolingType CurbWeightLB CustomMotorcycleType DaytimeRunningLight DestinationMarket ' +
  'DisplacementCC DisplacementCI DisplacementL Doors DriveType DriverAssist DynamicBrakeSupport EDR ESC EVDriveUnit ' +
  'ElectrificationLevel EngineConfiguration EngineCycles EngineCylinders EngineHP EngineHP_to EngineKW EngineManufacturer ' +
  'EngineModel EntertainmentSystem ForwardCollisionWarning FuelInjectionType FuelTypePrimary FuelTypeSecondary GCWR GCWR_to ' +
  'GVWR GVWR_to KeylessIgnition LaneCenteringAssistance LaneDepartureWarning LaneKeepSystem LowerBeamHeadlampLightSource ' +
  'MakeID ManufacturerId ModelID MotorcycleChassisType MotorcycleSuspensionType NCSABodyType NCSAMake NCSAMapExcApprovedBy ' +
  'NCSAMapExcApprovedOn NCSAMappingException NCSAModel NCSANote NonLandUse Note OtherBusInfo OtherEngineInfo ' +
  'OtherMotorcycleInfo OtherRestraintSystemInfo OtherTrailerInfo ParkAssist PedestrianAutomaticEmergencyBraking PlantCity ' +
  'PlantCompanyName PlantState Pretensioner RearAutomaticEmergencyBraking RearCrossTrafficAlert RearVisibilitySystem ' +
  'SAEAutomationLevel SAEAutomationLevel_to SeatBeltsAll SeatRows Seats SemiautomaticHeadlampBeamSwitching Series Series2 ' +
  'SteeringLocation TPMS TopSpeedMPH TrackWidth TractionControl TrailerBodyType TrailerLength TrailerType TransmissionSpeeds ' +
  'TransmissionStyle Trim Trim2 Turbo ValveTrainDesign VehicleDescriptor WheelBaseLong WheelBaseShort WheelBaseType ' +
  'WheelSizeFront WheelSizeRear WheelieMitigation Wheels Windows'
).split(' ');

const MESSAGE =
  'Results returned successfully. NOTE: Any missing decoded values should be interpreted as NHTSA does not have data on the specific variable. Missing value should NOT be interpreted as an indication that a feature or technology is unavailable for a vehicle.';

export interface Answer {
  readonly Count: number;
  readonly Message: string;
  readonly SearchCriteria: string;
  readonly Results: readonly Record<string, string>[];
}

/** The answer for a decoded VIN; HTTP says 200 whatever is wrong with it. */
export function answerFor(decoded: Decoded): Answer {
  return { Count: 1, Message: MESSAGE, SearchCriteria: `VIN(s): ${decoded.vin}`, Results: [fields(decoded)] };
}

function fields(decoded: Decoded): Record<string, string> {
  const { line, maker, codes } = decoded;
  const [bodyClass, vehicleType] = line === undefined ? ['', ''] : BODIES[line.body];
  return {
    ...Object.fromEntries(UNKNOWN_FIELDS.map((name) => [name, ''])),
    VIN: decoded.vin,
    Make: line?.make ?? maker?.make ?? '',
    Manufacturer: maker?.manufacturer ?? '',
    Model: line?.model ?? '',
    ModelYear: decoded.year?.toString() ?? '',
    BodyClass: bodyClass,
    VehicleType: vehicleType,
    PlantCountry: maker?.country ?? '',
    ErrorCode: codes.join(','),
    ErrorText: codes.map((code) => `${code} - ${TEXTS[code] ?? ''}`).join('; '),
    AdditionalErrorText: additional(decoded),
    SuggestedVIN: decoded.suggested,
    PossibleValues: decoded.possible,
  };
}

function additional(decoded: Decoded): string {
  if (decoded.codes.includes(400)) {
    const wrong = [...decoded.vin].flatMap((character, index) =>
      /[A-HJ-NPR-Z0-9*]/.test(character) ? [] : [`${index + 1}:${character}`],
    );
    return `Invalid character(s): ${wrong.join(', ')}.`;
  }
  return decoded.codes.includes(6) ? `The VIN is ${decoded.vin.length} characters long or has unknown ones.` : '';
}
