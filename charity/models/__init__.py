from charity.models.gifts import Donor, Gift, Purpose, Resource
from charity.models.recipients import Recipient

__all__ = ["Donor", "Gift", "Purpose", "Recipient", "Resource"]
